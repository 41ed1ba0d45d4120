import { ArtifactFacts } from '@slipway/plugin-delivery-common';

/** The commit that something was built from, as far as it is said. */
export type Origin = Pick<ArtifactFacts, 'commit' | 'sourceRepository' | 'commitFrom'>;

const COMMIT = /^[0-9a-f]{7,64}$/i;

/** True for what may be a commit's id, whole or shortened. */
export function isCommit(text: string | undefined): text is string {
  return text !== undefined && COMMIT.test(text);
}

/** A repository's address without the account that some builders write into it; undefined for nothing. */
export function repositoryOf(address: string | undefined): string | undefined {
  const bare = address?.trim().replace(/^([a-z][a-z0-9+.-]*:\/\/)[^@/]*@/i, '$1');
  return bare === undefined || bare === '' ? undefined : bare.slice(0, 1_000);
}

/** What the labels say; a revision that is no commit's id is kept as it is, so that it can be shown to be false. */
export function originByLabels(labels: Record<string, string>): Origin {
  const commit = labels['org.opencontainers.image.revision']?.trim().slice(0, 255);
  const sourceRepository = repositoryOf(labels['org.opencontainers.image.source']);
  return {
    ...(commit !== undefined && commit !== '' && { commit, commitFrom: 'label' as const }),
    ...(sourceRepository !== undefined && { sourceRepository }),
  };
}

/** The stronger of both: a label, unless it names no commit's id and the provenance does. */
export function strongerOrigin(byLabels: Origin, byProvenance: Origin | undefined): Origin {
  const { sourceRepository } = byLabels;
  if (isCommit(byLabels.commit) || byProvenance?.commit === undefined) {
    return byLabels;
  }
  return { ...(sourceRepository !== undefined && { sourceRepository }), ...byProvenance };
}
