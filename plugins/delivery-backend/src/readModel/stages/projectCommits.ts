import { ChangeFacts } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import { insertMarks, NewCommit, selectObservationsAbout, upsertCommits } from '../../database';
import { picksOf, presentFacts, revertsOf, StoredObservation } from '../../domain';
import { StageContext, toStoredObservation } from './stage';

/** What the stage of repositories has to know: the commits that came or of which more became known. */
export interface RepositoryPayload {
  /** Absent where only what stands beside the history changed. */
  commits?: string[];
  /** Paths that a service has come to name as its own. */
  paths?: string[];
}

/** Writes commits as they are known now. */
export async function projectCommits({ tx, model }: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const observations = groupBy(await selectObservationsAbout(tx, [...marks.keys()]), 'about');
  const commits = Object.values(observations).flatMap(rows => {
    const present = presentFacts('change', rows.map(toStoredObservation) as Array<StoredObservation<'change'>>);
    return present ? [toCommit(present.facts as ChangeFacts, present)] : [];
  });
  if (commits.length === 0) {
    return;
  }
  await upsertCommits(tx, model, commits);
  await insertMarks(
    tx,
    model,
    Object.entries(groupBy(commits, 'repository')).map(([key, own]) => {
      const payload: RepositoryPayload = { commits: own.map(({ commit }) => commit) };
      return { scope: 'repository', key, payload };
    }),
  );
}

function toCommit(facts: ChangeFacts, { source, seenAt }: { source: string; seenAt: string }): NewCommit {
  const { repository, commit, parents, paths, patchId, message, title } = facts;
  return {
    repository,
    commit,
    parents: parents ?? null,
    paths: paths ?? null,
    patch_id: patchId ?? null,
    source,
    seen_at: seenAt,
    facts,
    reverts: revertsOf(message ?? title),
    picks: picksOf(message ?? title),
  };
}
