import { selectCommits, selectKin, Transaction } from '../../database';
import { Kinship } from '../../domain';

/** A revert of a revert of a revert is followed no further. */
const MOST_ROUNDS = 5;

/** How some commits of a repository are kin with others, with those that take these back in turn. */
export async function readKinship(tx: Transaction, model: number, repository: string, commits: string[]): Promise<Kinship> {
  const known = new Set(commits);
  const relations = new Map<string, { kind: string; target: string; commit: string }>();
  for (let frontier = commits, round = 0; frontier.length > 0 && round < MOST_ROUNDS; round++) {
    const rows = await selectKin(tx, model, repository, frontier);
    rows.forEach(row => relations.set(`${row.kind} ${row.target} ${row.commit}`, row));
    frontier = [...new Set(rows.flatMap(row => [row.target, row.commit]))].filter(id => !known.has(id));
    frontier.forEach(id => known.add(id));
  }
  if (relations.size === 0) {
    return { places: new Map(), reverts: [], picks: [], patches: new Map() };
  }
  const rows = await selectCommits<unknown>(
    tx,
    model,
    [...known].map(commit => ({ repository, commit })),
  );
  const of = (kind: string) => [...relations.values()].filter(row => row.kind === kind);
  return {
    places: new Map(rows.map(({ commit, landed }) => [commit, { commit, landed }])),
    reverts: of('reverts'),
    picks: of('picks'),
    patches: new Map(rows.flatMap(({ commit, patch_id }) => (patch_id === null ? [] : [[commit, patch_id] as const]))),
  };
}
