import { ApplicationSource, SourceRevision } from '@slipway/plugin-delivery-common';
import { Members, isMembers, itemsOf, membersOf, textOf, textsOf } from '@slipway/plugin-delivery-node';
import { settingsOfSource } from './sourceSettings';

/** The sources of `{ source, sources }`, a shape that specs, comparisons, results and history entries share. */
export function sourcesOf(holder: Members): ApplicationSource[] {
  const several = itemsOf(holder.sources);
  if (several.length > 0) {
    return several.map(readSource);
  }
  return isMembers(holder.source) ? [readSource(holder.source)] : [];
}

/** The sources of a spec. A hydrated application has none of its own: Argo CD derives one from the hydrator. */
export function specSourcesOf(spec: Members): ApplicationSource[] {
  if (!isMembers(spec.sourceHydrator)) {
    return sourcesOf(spec);
  }
  const dry = membersOf(spec.sourceHydrator.drySource);
  const sync = membersOf(spec.sourceHydrator.syncSource);
  return [
    readSource({
      repoURL: dry.repoURL,
      path: sync.path,
      targetRevision: sync.targetBranch,
    }),
  ];
}

/** The revisions of `{ revision, revisions }`, in source order. */
export function revisionsOf(holder: Members): string[] {
  const several = textsOf(holder.revisions);
  const single = textOf(holder.revision);
  if (several.length > 0) {
    return several;
  }
  return single === undefined ? [] : [single];
}

/**
 * Revisions with the place that each comes from. Argo CD writes them in the order of the sources; where a list is shorter than the
 * sources the rest is unknown, and where it is longer the place of the rest is.
 */
export function revisionListOf(revisions: string[], sources: ApplicationSource[], dryCommits: DryCommits): SourceRevision[] {
  return revisions.map((revision, index) => {
    const source = sources[index];
    const dryRevision = dryCommits.get(revision);
    return {
      source: source?.repoURL ?? '',
      revision,
      kind: kindOf(source),
      ...(dryRevision !== undefined && { dryRevision }),
    };
  });
}

/** Hydrated commit → the dry commit that it was rendered from. */
export type DryCommits = Map<string, string>;

/** What `status.sourceHydrator` says of hydrated commits; later hydrations overwrite it, so older ones stay unknown. */
export function dryCommitsOf(status: Members): DryCommits {
  const hydrator = membersOf(status.sourceHydrator);
  const commits: DryCommits = new Map();
  for (const operation of [hydrator.currentOperation, hydrator.lastSuccessfulOperation]) {
    const hydrated = textOf(membersOf(operation).hydratedSHA);
    const dry = textOf(membersOf(operation).drySHA);
    if (hydrated !== undefined && dry !== undefined) {
      commits.set(hydrated, dry);
    }
  }
  return commits;
}

function readSource(value: unknown): ApplicationSource {
  const source = membersOf(value);
  const path = textOf(source.path);
  const chart = textOf(source.chart);
  const targetRevision = textOf(source.targetRevision);
  const ref = textOf(source.ref);
  return {
    repoURL: withoutPassword(textOf(source.repoURL) ?? ''),
    ...(path !== undefined && { path }),
    ...(chart !== undefined && { chart }),
    ...(targetRevision !== undefined && { targetRevision }),
    ...(ref !== undefined && { ref }),
    ...settingsOfSource(source),
  };
}

// Argo CD's own order: an `oci://` address first, then a chart; a chart in an OCI registry has no scheme in its address.
function kindOf(source: ApplicationSource | undefined): SourceRevision['kind'] {
  if (source?.repoURL.startsWith('oci://')) {
    return 'oci';
  }
  return source?.chart !== undefined ? 'chart' : 'git';
}

// Some teams write a token into the address; facts are kept for ever and shown to readers.
function withoutPassword(url: string): string {
  return url.replace(/^(https?:\/\/)[^/@]*@/, '$1');
}
