import { ArtifactFacts, ChangeFacts } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import { factKeysOf } from '../changes/factKeys';
import { LinkLookup } from '../changes/linkImage';
import { KnownTag, presentFacts } from '../changes/presentFacts';
import { compareStrings } from '../compareObservations';
import { StoredObservation } from '../model';

/** What all observations together say of images, as the read model finds it by its keys. */
export function lookupIn(observations: readonly StoredObservation[]): LinkLookup {
  const artifacts = keyed<ArtifactFacts>(observations, 'artifact');
  const tags = keyed<KnownTag>(observations, 'tag');
  const commits = presentOf<ChangeFacts>(observations, 'change')
    .map(({ repository, commit }) => ({ repository, commit }))
    .sort((a, b) => compareStrings(a.commit, b.commit) || compareStrings(a.repository, b.repository));
  return {
    artifacts: key => artifacts.get(key) ?? [],
    tag: key => tags.get(key)?.[0],
    commits: prefix => commits.filter(({ commit }) => commit.startsWith(prefix)),
  };
}

function keyed<Facts>(observations: readonly StoredObservation[], kind: 'artifact' | 'tag'): Map<string, Facts[]> {
  const found = new Map<string, Facts[]>();
  for (const facts of presentOf<Facts>(observations, kind)) {
    for (const key of factKeysOf(kind, facts)) {
      found.set(key, [...(found.get(key) ?? []), facts]);
    }
  }
  return found;
}

function presentOf<Facts>(observations: readonly StoredObservation[], kind: 'artifact' | 'tag' | 'change'): Facts[] {
  const bySubject = groupBy(
    observations.filter(item => item.kind === kind),
    'subject',
  );
  return Object.keys(bySubject)
    .sort(compareStrings)
    .flatMap(subject => presentFacts(kind, bySubject[subject] as Array<StoredObservation<typeof kind>>) ?? [])
    .map(present => present.facts as Facts);
}
