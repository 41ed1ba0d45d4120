import { Cell, Change, Deployment } from '@slipway/plugin-delivery-common';
import { lookOfWord, silentLook, StateLook } from '../words/states';
import { formatVersion } from '../words/versions';
import { carriesImage, deploymentsOf, OwnDeployments } from './deploymentsOf';
import { JourneyStep } from './steps';

type ChangeInEnvironment = Change['environments'][number];
type Told = Omit<JourneyStep, 'key' | 'label'>;

/** What an environment is beside the change: its cell, its deployments, and whether it is the last of the order. */
export interface Surroundings {
  cell?: Cell;
  deployments: readonly Deployment[];
  last: boolean;
}

const neutral = (shape: StateLook['shape']): StateLook => ({ shape, role: 'neutral' });

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

const spanOf = (deployment: Deployment | undefined): JourneyStep['took'] =>
  deployment?.finishedAt ? { from: deployment.startedAt, until: deployment.finishedAt } : undefined;

function hereStep(cell: Cell | undefined, own: OwnDeployments, last: boolean, environment: string): Told {
  const took = spanOf(own.first);
  if (!cell) {
    return { status: 'done', look: { shape: 'healthy', role: 'positive' }, word: 'Here', took };
  }
  if (cell.lastHeardAt) {
    return { status: 'done', look: silentLook, word: `Last heard, was ${cell.word.toLowerCase()}`, first: cell.lastHeardAt };
  }
  const look = lookOfWord(cell.word);
  if (cell.word === 'Healthy') {
    return { status: 'done', look, word: last ? `In ${environment}` : 'Healthy', since: cell.since, took };
  }
  const moving = cell.word === 'Rolling out' || cell.word === 'Syncing';
  const failed = cell.word === 'Degraded' || cell.word === 'Failed';
  return {
    status: moving ? 'moving' : failed ? 'failed' : 'done',
    look,
    word: cell.word,
    detail: cell.why ?? cell.count ?? undefined,
    ...(moving && cell.since ? { took: { from: cell.since, until: null } } : { since: cell.since }),
  };
}

function laterStep(why: string | null, own: OwnDeployments): Told {
  const first = own.first?.finishedAt ?? own.first?.startedAt;
  return {
    status: 'done',
    look: neutral('passed'),
    word: why ? capital(why) : 'With a later version',
    ...(first && { first, took: spanOf(own.first) }),
  };
}

// Not there any more or not yet: the deployments of its own image tell which.
function absentStep(change: Change, cell: Cell | undefined, { last, next }: OwnDeployments): Told {
  if (last?.outcome === 'running' && !next) {
    return {
      status: 'moving',
      look: lookOfWord('Rolling out'),
      word: 'Rolling out',
      detail: last.why ?? undefined,
      took: { from: last.startedAt, until: null },
    };
  }
  if (cell && carriesImage(cell.desired, change)) {
    return cell.word === 'Drifted'
      ? { status: 'waits', look: { shape: 'waiting', role: 'warning' }, word: 'Waits', detail: 'for a sync in Argo CD', since: cell.since }
      : { status: 'moving', look: lookOfWord('Syncing'), word: 'Syncing', detail: cell.why ?? undefined };
  }
  if (next?.kind === 'rollback') {
    const to = formatVersion(next.version);
    return {
      status: 'undone',
      look: { shape: 'undone', role: 'held' },
      word: 'Rolled back',
      detail: to && `to ${to}`,
      since: next.startedAt,
    };
  }
  if (last?.outcome === 'failed') {
    return { status: 'failed', look: lookOfWord('Failed'), word: 'Failed', detail: last.why ?? undefined, took: spanOf(last) };
  }
  if (last && next) {
    const by = formatVersion(next.version);
    return { status: 'undone', look: neutral('replaced'), word: 'Replaced', detail: by && `by ${by}`, since: next.startedAt };
  }
  return { status: 'ahead', word: 'Not yet' };
}

function toldOf(change: Change, place: ChangeInEnvironment, { cell, deployments, last }: Surroundings): Told {
  const why = place.why ?? undefined;
  const own = deploymentsOf(deployments, place.environment, change);
  switch (place.state) {
    case 'here':
      return hereStep(cell, own, last, place.environment ?? 'no environment');
    case 'later':
      return laterStep(place.why, own);
    case 'partly':
      return { status: 'done', look: neutral('partly'), word: 'Partly', detail: why };
    case 'absent':
      return absentStep(change, cell, own);
    case 'reverted':
      return { status: 'undone', look: { shape: 'undone', role: 'held' }, word: 'Reverted', detail: why?.replace(/^reverted /, '') };
    case 'not-linked':
      return { status: 'unlinked', look: neutral('notLinked'), word: 'Not linked', detail: why };
    case 'not-deployed':
      return { status: 'ahead', look: neutral('absent'), word: 'Not deployed', detail: why };
    default:
      return { status: 'unknown', look: neutral('unknown'), word: 'Unknown', detail: why };
  }
}

/** The step in which a change comes to an environment. */
export function environmentStep(change: Change, place: ChangeInEnvironment, surroundings: Surroundings): JourneyStep {
  const { environment } = place;
  return { key: `environment ${environment ?? ''}`, label: environment ?? 'no environment', ...toldOf(change, place, surroundings) };
}
