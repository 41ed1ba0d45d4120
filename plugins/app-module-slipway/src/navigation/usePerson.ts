import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { useEffect, useState } from 'react';

/** Who is signed in, as every page shows them. */
export interface Person {
  name: string;
  /** Ref of their entity. */
  ref: string;
  /** The first group that they are in, where they are in one. */
  team?: string;
}

const teamOf = (refs: string[]) =>
  refs.map(ref => parseEntityRef(ref)).find(({ kind }) => kind.toLocaleLowerCase('en-US') === 'group')?.name;

/** Who is signed in; undefined until it is known. */
export function usePerson(): Person | undefined {
  const identityApi = useApi(identityApiRef);
  const [person, setPerson] = useState<Person>();

  useEffect(() => {
    let current = true;
    Promise.all([identityApi.getBackstageIdentity(), identityApi.getProfileInfo()]).then(
      ([identity, profile]) => {
        if (current) {
          const ref = identity.userEntityRef;
          setPerson({ ref, name: profile.displayName ?? parseEntityRef(ref).name, team: teamOf(identity.ownershipEntityRefs) });
        }
      },
      // Without an identity the name stays away; the page itself says that nobody is signed in.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [identityApi]);

  return person;
}
