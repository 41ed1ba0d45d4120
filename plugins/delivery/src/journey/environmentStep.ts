import { Cell, Change, Deployment } from '@slipway/plugin-delivery-common';
import { isInMotion, lookOfWord, silentLook, StateLook } from '../words/states';
import { formatVersion } from '../words/versions';
import { carriesImage, deploymentsOf, OwnDeployments } from './deploymentsOf';
import { reasonOf } from './reasonOf';
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

/** A reason without its full stop, to stand within a line. */
const bare = (text: string | null | undefined) => text?.replace(/[.\s]+$/, '') || undefined;

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);

type Arrival = ChangeInEnvironment['deployment'];

const spanOf = (deployment: Arrival): JourneyStep['took'] =>
  deployment?.finishedAt ? { from: deployment.startedAt, until: deployment.finishedAt } : undefined;

function statusOf(word: Cell['word']): JourneyStep['status'] {
  if (word === 'Degraded' || word === 'Failed') {
    return 'failed';
  }
  return isInMotion(word) ? 'moving' : 'done';
}

function hereStep(place: ChangeInEnvironment, cell: Cell | undefined, last: boolean): Told {
  const { deployment } = place;
  const took = spanOf(deployment);
  const since = deployment?.finishedAt ?? (cell?.word === 'Healthy' ? cell.since : undefined);
  if (!cell) {
    return { status: 'done', look: { shape: 'healthy', role: 'positive' }, word: 'Here', since, took };
  }
  if (cell.lastHeardAt) {
    return { status: 'done', look: silentLook, word: `Was ${cell.word.toLowerCase()}`, heard: cell.lastHeardAt };
  }
  const look = lookOfWord(cell.word);
  if (cell.word === 'Healthy') {
    return { status: 'done', look, word: last ? `In ${place.environment}` : 'Healthy', since, took };
  }
  const moving = isInMotion(cell.word);
  if (moving && deployment?.finishedAt) {
    // What moves came after it: it arrived, and is there until something else is.
    return {
      status: 'done',
      look: { shape: 'healthy', role: 'positive' },
      word: 'Here',
      detail: `${cell.word.toLowerCase()} now`,
      since,
      took,
    };
  }
  return {
    status: statusOf(cell.word),
    look,
    word: cell.word,
    detail: bare(cell.why ?? cell.count),
    ...(moving && cell.since ? { took: { from: cell.since, until: null } } : { since: cell.since }),
  };
}

function comingStep({ deployment, why }: ChangeInEnvironment, cell: Cell | undefined): Told {
  const word = cell?.word === 'Syncing' ? 'Syncing' : 'Rolling out';
  const detail = deployment?.why ?? why ?? cell?.why ?? undefined;
  return {
    status: 'moving',
    look: lookOfWord(word),
    word,
    detail,
    ...(deployment && { took: { from: deployment.startedAt, until: null } }),
  };
}

// Not there any more or not yet: what is wanted and the deployments of its own image tell which.
function absentStep(change: Change, cell: Cell | undefined, { last, next }: OwnDeployments): Told {
  if (cell && carriesImage(cell.desired, change)) {
    return cell.word === 'Drifted'
      ? { status: 'waits', look: { shape: 'waiting', role: 'warning' }, word: 'Waits', detail: 'for a sync in Argo CD', since: cell.since }
      : { status: 'moving', look: lookOfWord('Syncing'), word: 'Syncing', detail: cell.why ?? undefined };
  }
  const version = formatVersion(next?.version);
  if (next?.kind === 'rollback') {
    const detail = version && `to ${version}`;
    return { status: 'undone', look: { shape: 'undone', role: 'held' }, word: 'Rolled back', detail, since: next.startedAt };
  }
  if (last && next) {
    const detail = version && `by ${version}`;
    return { status: 'undone', look: neutral('replaced'), word: 'Replaced', detail, since: next.startedAt };
  }
  return { status: 'ahead', word: 'Not yet' };
}

function toldOf(change: Change, place: ChangeInEnvironment, { cell, deployments, last }: Surroundings): Told {
  const why = place.why ?? undefined;
  switch (place.state) {
    case 'here':
      return hereStep(place, cell, last);
    case 'later':
      return {
        status: 'done',
        look: neutral('passed'),
        word: why ? capital(why) : 'With a later version',
        first: place.deployment?.finishedAt ?? undefined,
        took: spanOf(place.deployment),
      };
    case 'partly':
      return { status: 'done', look: neutral('partly'), word: 'Partly', detail: why };
    case 'coming':
      return comingStep(place, cell);
    case 'failed':
      return {
        status: 'failed',
        look: lookOfWord('Failed'),
        word: 'Failed',
        detail: place.deployment?.why ?? why,
        took: spanOf(place.deployment),
      };
    case 'absent':
      return absentStep(change, cell, deploymentsOf(deployments, place.environment, change));
    case 'reverted':
      return { status: 'undone', look: { shape: 'undone', role: 'held' }, word: 'Reverted', detail: why?.replace(/^reverted /, '') };
    case 'not-linked':
      return { status: 'unlinked', look: neutral('notLinked'), word: 'Not linked', detail: reasonOf(why) };
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
