import { Reach } from './contains';
import { ImageLink } from './imageLink';

/** The commit that an environment is at, as far as its images tell. */
export type StageCommit = { known: true; commit: string; position: string | null } | { known: false; why: string };

/**
 * The commit of an environment: that of all images of the repository in all its targets. With several the one that reaches least far,
 * because less is in all of them.
 */
export function stageCommit(links: readonly ImageLink[], repository: string, reachOf: (commit: string) => Reach | undefined): StageCommit {
  const linked = links.filter(link => link.linked).filter(link => link.repository === repository);
  if (linked.length === 0) {
    const failed = links.find(link => !link.linked);
    return { known: false, why: failed && !failed.linked ? `${failed.image}: ${failed.why}` : 'no image of it is known' };
  }
  const commits = [...new Set(linked.map(link => link.commit))].map(commit => ({ commit, position: reachOf(commit)?.position ?? null }));
  if (commits.length > 1 && commits.some(item => item.position === null)) {
    return { known: false, why: `its targets run ${commits.length} commits, and not all of them stand on the default branch` };
  }
  const [least] = commits.sort((a, b) => Number(BigInt(a.position ?? 0) - BigInt(b.position ?? 0)));
  return { known: true, ...least };
}
