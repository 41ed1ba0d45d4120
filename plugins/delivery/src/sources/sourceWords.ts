import { Source } from '@slipway/plugin-delivery-common';
import { silentLook, StateLook } from '../words/states';

/** How a source is doing, in a word. */
export interface SourceWord {
  look: StateLook;
  word: string;
  detail?: string;
}

const words: Record<Source['state'], SourceWord> = {
  connecting: { look: { shape: 'building', role: 'announcement' }, word: 'Connecting' },
  live: { look: { shape: 'healthy', role: 'positive' }, word: 'Live' },
  retrying: { look: { shape: 'waiting', role: 'warning' }, word: 'Trying again' },
  failed: { look: { shape: 'failed', role: 'negative' }, word: 'Failed' },
  posted: { look: { shape: 'passed', role: 'neutral' }, word: 'Posts', detail: 'It only sends, so its silence says nothing.' },
};

/** How a source is doing; that it is silent counts for more than the state of its connection, unless that failed. */
export function sourceWord(source: Pick<Source, 'state' | 'silent'>): SourceWord {
  if (source.silent && source.state !== 'failed') {
    return {
      look: silentLook,
      word: 'Silent',
      detail: source.state === 'retrying' ? 'It does not answer; Slipway keeps trying.' : undefined,
    };
  }
  return words[source.state] ?? { look: { shape: 'unknown', role: 'neutral' }, word: 'Unknown' };
}

/** What the last comparison with upstream found. */
export function auditWord({ lastAudit }: Pick<Source, 'lastAudit' | 'state'>): SourceWord | undefined {
  if (!lastAudit) {
    return undefined;
  }
  const { compared, different } = lastAudit;
  const all = compared.toLocaleString('en');
  return different === 0
    ? { look: { shape: 'healthy', role: 'positive' }, word: `No difference among ${all}` }
    : { look: { shape: 'drifted', role: 'warning' }, word: `${different.toLocaleString('en')} of ${all} differed, mended` };
}

const feeds: Record<string, string> = {
  argocd: 'applications and syncs',
  git: 'changes, pull requests and builds',
  registry: 'images',
  kubernetes: 'workloads and pods',
  catalog: 'services and their owners',
};

/** What a source of ours tells of, by what its connection is called; undefined for one that posts. */
export function feedsOf(name: string): string | undefined {
  return feeds[name.split('/')[0]];
}

/** Where a source stands on its page. */
export function sourceAnchor(name: string): string {
  return `#${encodeURIComponent(name)}`;
}

/** The sources as a sentence: how many there are, and how many are not well. */
export function sourcesSentence(sources: readonly Source[]): string {
  const count = sources.length === 1 ? '1 source' : `${sources.length} sources`;
  const failed = sources.filter(source => source.state === 'failed').length;
  const silent = sources.filter(source => source.silent && source.state !== 'failed').length;
  const retrying = sources.filter(source => source.state === 'retrying' && !source.silent).length;
  const troubles = [
    retrying > 0 && `${retrying} ${retrying === 1 ? 'does' : 'do'} not answer`,
    silent > 0 && `${silent} silent`,
    failed > 0 && `${failed} failed`,
  ].filter(Boolean);
  return troubles.length > 0 ? `${count}, ${troubles.join(', ')}` : `${count}, all heard`;
}
