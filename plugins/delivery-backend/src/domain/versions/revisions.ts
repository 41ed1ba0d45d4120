import { SourceRevision } from '@slipway/plugin-delivery-common';

/** True when two lists name the same revisions in the same order; a source is compared only where both name it. */
export function sameRevisions(a: readonly SourceRevision[], b: readonly SourceRevision[]): boolean {
  return (
    a.length === b.length &&
    a.every((item, index) => item.revision === b[index].revision && (!item.source || !b[index].source || item.source === b[index].source))
  );
}

/** True when a list of revisions says anything at all. */
export function knowsRevisions(list: readonly SourceRevision[]): boolean {
  return list.some(item => item.revision !== '');
}

/** How people read a revision: seven characters of a commit or digest, other names as they are. */
export function shortRevision(revision: string): string {
  const hex = revision.replace(/^sha256:/, '');
  return /^[0-9a-f]{12,}$/.test(hex) ? hex.slice(0, 7) : revision;
}

/** The name that revisions give a version: the first chart's version, else the first revision's seven characters. */
export function revisionName(list: readonly SourceRevision[]): { name: string; basis: 'chart' | 'revision' } | undefined {
  const known = list.filter(item => item.revision !== '');
  const chart = known.find(item => item.kind === 'chart');
  if (chart) {
    return { name: chart.revision, basis: 'chart' };
  }
  return known.length ? { name: shortRevision(known[0].revision), basis: 'revision' } : undefined;
}
