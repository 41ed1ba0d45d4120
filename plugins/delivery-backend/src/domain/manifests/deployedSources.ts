import { ApplicationFacts, ApplicationSource, ManifestsFacts } from '@slipway/plugin-delivery-common';
import { addressOf } from '../repositories/addressOf';

/** A place in a GitOps repository at a commit. */
export type ManifestPlace = Pick<ManifestsFacts, 'repository' | 'revision' | 'path'>;

/** One source of an application as it is deployed. */
export type DeployedSource =
  | { kind: 'git'; place: ManifestPlace; values: Array<ManifestPlace | { missing: string }>; settings: Record<string, string> }
  | {
      kind: 'chart';
      chart: string;
      repository: string;
      version: string;
      values: Array<ManifestPlace | { missing: string }>;
      settings: Record<string, string>;
    }
  | { kind: 'unknown'; why: string };

type Deployed = Pick<ApplicationFacts, 'sources' | 'lastDeployedRevisions'>;

const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** What an application has deployed, source by source; one that only lends its files to others is none. */
export function deployedSources({ sources, lastDeployedRevisions }: Deployed): DeployedSource[] {
  if (lastDeployedRevisions.length !== sources.length) {
    const why =
      lastDeployedRevisions.length === 0 ? 'nothing says which revision is deployed' : 'its sources changed since it was deployed';
    return [{ kind: 'unknown', why }];
  }
  return sources.flatMap((source, index): DeployedSource[] => {
    const revision = lastDeployedRevisions[index];
    const { chart, path, ref, settings = {} } = source;
    const values = valuesOf(source, revision, { sources, lastDeployedRevisions });
    if (chart !== undefined || source.repoURL.startsWith('oci://')) {
      const repository = addressOf(source.repoURL);
      return [{ kind: 'chart', chart: chart ?? repository.split('/').pop()!, repository, version: revision, values, settings }];
    }
    if (path === undefined && ref !== undefined) {
      return [];
    }
    if (!COMMIT.test(revision)) {
      return [{ kind: 'unknown', why: `its revision '${revision}' is no commit` }];
    }
    const folder = normal(path ?? '');
    if (folder === undefined) {
      return [{ kind: 'unknown', why: `its path '${path}' is outside of the repository` }];
    }
    return [
      { kind: 'git', place: placeOf(source, revision, source.recurse ? `${folder}/**`.replace(/^\//, '') : folder), values, settings },
    ];
  });
}

/** The places in Git that some sources are made of. */
export function placesOf(sources: readonly DeployedSource[]): ManifestPlace[] {
  return sources.flatMap(source =>
    source.kind === 'unknown'
      ? []
      : [...(source.kind === 'git' ? [source.place] : []), ...source.values.flatMap(value => ('missing' in value ? [] : [value]))],
  );
}

// A values file is named from the folder of the source, or from the root of the source that a ref names.
function valuesOf(source: ApplicationSource, revision: string, { sources, lastDeployedRevisions }: Deployed) {
  return (source.valueFiles ?? []).map((file): ManifestPlace | { missing: string } => {
    if (/^[a-z+]+:\/\//i.test(file)) {
      return { missing: `the values file ${file}, which stands in no repository` };
    }
    const [, ref, below] = /^\$([^/]+)\/(.+)$/.exec(file) ?? [];
    const index = ref === undefined ? -1 : sources.findIndex(other => other.ref === ref);
    const [holder, at, name] =
      ref === undefined
        ? [source, revision, file.startsWith('/') ? file : `${source.path ?? ''}/${file}`]
        : [sources[index], lastDeployedRevisions[index], below];
    const path = normal(name);
    return holder === undefined || holder.chart !== undefined || path === undefined || !COMMIT.test(at)
      ? { missing: `the values file ${file}` }
      : placeOf(holder, at, path);
  });
}

function placeOf(source: ApplicationSource, revision: string, path: string): ManifestPlace {
  return { repository: addressOf(source.repoURL), revision, path };
}

/** A path without what changes nothing; undefined where it leads out of the repository. */
function normal(path: string): string | undefined {
  const parts = new Array<string>();
  for (const part of path.split('/')) {
    if (part === '..' && parts.pop() === undefined) {
      return undefined;
    }
    if (part !== '' && part !== '.' && part !== '..') {
      parts.push(part);
    }
  }
  return parts.join('/');
}
