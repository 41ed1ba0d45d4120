import { ChangeFacts } from '@slipway/plugin-delivery-common';
import { DbCommitRow, selectCommitsByPatch, selectCommitsNaming, Transaction } from '../../database';

/** Commits that say something of others, or are as good as they. */
export interface Twins {
  revertsOf(commit: DbCommitRow<ChangeFacts>): Array<DbCommitRow<ChangeFacts>>;
  /** What was picked from it, as it says itself or as an equal patch shows. */
  picksOf(commit: DbCommitRow<ChangeFacts>): Array<DbCommitRow<ChangeFacts>>;
}

/** Reads what takes some commits of one repository back, and what brings the same. */
export async function readTwins(
  tx: Transaction,
  model: number,
  repository: string,
  commits: Array<DbCommitRow<ChangeFacts>>,
): Promise<Twins> {
  const naming = await selectCommitsNaming<ChangeFacts>(tx, model, {
    repository,
    kinds: ['reverts', 'picks'],
    targets: commits.map(row => row.commit),
  });
  const patches = [...new Set(commits.flatMap(row => row.patch_id ?? []))];
  const alike = await selectCommitsByPatch<ChangeFacts>(tx, model, { repository, patches });
  const named = (kind: string, { commit }: DbCommitRow<ChangeFacts>) =>
    naming.filter(other => other.target === commit && other.kind === kind);
  return {
    revertsOf: row => named('reverts', row),
    picksOf: row => {
      const said = named('picks', row);
      const shown = alike.filter(other => other.patch_id === row.patch_id && other.commit !== row.commit);
      return [...said, ...shown.filter(other => !said.some(item => item.commit === other.commit))];
    },
  };
}
