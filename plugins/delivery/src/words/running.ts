import { Cell, RunningVersion } from '@slipway/plugin-delivery-common';
import { formatVersion } from './versions';

/** A version that runs beside the stable one, in words. */
export interface BesideText {
  version: string;
  /** What of it stands right after the version: the weight of a canary, or that it is a preview. */
  share?: string;
  /** How many pods it has. */
  pods: string;
}

function podWords({ pods, ready, role }: RunningVersion, serving: number): string {
  const count = role === 'preview' ? `${pods.toLocaleString('en')}` : `${pods.toLocaleString('en')} of ${serving.toLocaleString('en')}`;
  const noun = (role === 'preview' ? pods : serving) === 1 ? 'pod' : 'pods';
  const unready = ready === 0 ? ', none ready' : `, ${ready.toLocaleString('en')} ready`;
  return `on ${count} ${noun}${ready < pods ? unready : ''}`;
}

function shareOf({ role, weight }: RunningVersion): string | undefined {
  if (role === 'preview') {
    return 'preview';
  }
  return weight === null ? undefined : `at ${weight} %`;
}

/** What runs beside the stable version, in a rolling update, a canary or a blue-green rollout; nothing while one version runs. */
export function besideTexts(running: Cell['running']): BesideText[] {
  const all = running ?? [];
  const serving = all.filter(({ role }) => role !== 'preview').reduce((sum, { pods }) => sum + pods, 0);
  return all
    .filter(({ role }) => role !== 'stable')
    .map(item => ({
      version: formatVersion(item.version) ?? 'version unknown',
      share: shareOf(item),
      pods: `${item.weight === null ? '' : 'canary '}${podWords(item, serving)}`,
    }));
}

/** One version of several in a sentence: "1.5 at 20 %, canary on 1 of 5 pods". */
export function besideSentence({ version, share, pods }: BesideText): string {
  return share === undefined ? `${version} ${pods}` : `${version} ${share}, ${pods}`;
}

/** Every version that a target runs, the stable one first: "1.4 on 4 of 5 pods". */
export function runningSentences(running: RunningVersion[]): string[] {
  const serving = running.filter(({ role }) => role !== 'preview').reduce((sum, { pods }) => sum + pods, 0);
  const stable = running.filter(({ role }) => role === 'stable');
  return [
    ...stable.map(item => `${formatVersion(item.version) ?? 'version unknown'} ${podWords(item, serving)}`),
    ...besideTexts(running).map(besideSentence),
  ];
}
