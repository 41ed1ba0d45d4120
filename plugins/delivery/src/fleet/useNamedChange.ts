import { useApi } from '@backstage/frontend-plugin-api';
import { FoundChange } from '@slipway/plugin-delivery-common';
import { useEffect, useState } from 'react';
import { deliveryApiRef } from '../api/deliveryApi';
import { changeTitle, pastedCommit, shortCommit } from '../words/commits';

/** The number of a pull request, or a tag: what has a digit and no space or slash. */
const NAME = /^#?(?=[^\s/?#]*\d)[^\s/?#]{1,100}$/;

/** A change that somebody means by what stands in the filter. */
export interface NamedChange {
  /** As the change page takes it. */
  name: string;
  words: string;
  /** What it is called, as soon as that is known. */
  title?: string;
}

function describe(name: string, isCommit: boolean, found: FoundChange | undefined): NamedChange | undefined {
  const { change, candidates = [] } = found ?? {};
  if (change) {
    return { name: isCommit ? name : change.commit, words: `Go to change ${shortCommit(change.commit)}`, title: changeTitle(change) };
  }
  if (candidates.length > 0) {
    return { name, words: `Go to change ${name}`, title: `may be ${candidates.length} changes` };
  }
  // A whole commit's page says where it was looked for, which is an answer too.
  return isCommit ? { name, words: `Go to change ${shortCommit(name)}` } : undefined;
}

/** The change that a text names: a commit from seven characters on, or the number of a pull request or a tag that is on the record. */
export function useNamedChange(text: string): NamedChange | undefined {
  const api = useApi(deliveryApiRef);
  const [known, setKnown] = useState<{ text: string; found: FoundChange }>();
  const commit = pastedCommit(text);
  const name = commit ?? (NAME.test(text) ? text.replace(/^#/, '') : undefined);

  useEffect(() => {
    let current = true;
    if (name !== undefined) {
      api.getChange(name).then(
        found => current && setKnown({ text: name, found }),
        () => {},
      );
    }
    return () => {
      current = false;
    };
  }, [api, name]);

  return name === undefined ? undefined : describe(name, commit !== undefined, known?.text === name ? known.found : undefined);
}
