import { Cell, Version } from '@slipway/plugin-delivery-common';
import { countBy } from 'lodash';
import { compareStrings } from '../compareObservations';
import { earliestOf, millisOf } from '../instants';
import { EnvironmentRule, ProjectedCell } from '../model';
import { runningSideBySide, spreadOfPods } from '../workloads/sideBySide';
import { rankOf, worstHealth, worstSync, worstWord } from '../words/cellWords';
import { PlacedTarget } from './targetsOf';

// The key of versions that have no name.
const UNKNOWN = '';

/** A service in one environment: the worst of its targets, with how many of them it is true of. */
export function cellOf(environment: string | null, rule: EnvironmentRule | undefined, placed: readonly PlacedTarget[]): ProjectedCell {
  if (placed.length === 0) {
    return absentCell(environment);
  }
  const crowded = rule?.single && placed.length > 1;
  const word = crowded ? 'Conflict' : worstWord(placed.map(item => item.word));
  const saying = crowded ? placed : placed.filter(item => item.word === word);
  const [first] = saying;
  const { version, running, spread } = versionOfTargets(placed);
  const beside = runningSideBySide(placed);
  const { desired } = saying.find(item => item.desired) ?? placed.find(item => item.desired) ?? {};
  return {
    environment,
    word,
    why: crowded ? whyCrowded(environment, placed) : first.why,
    version,
    desired: desired ?? null,
    ...(beside && { running: beside }),
    spread: spread ?? (beside ? spreadOfPods(beside) : null),
    sync: worstSync(placed.map(item => item.sync)),
    health: worstHealth(placed.map(item => item.health)),
    count: saying.length < placed.length ? `${saying.length} of ${placed.length} ${word.toLowerCase()}` : null,
    since: word === 'Healthy' ? earliestOf(...running.map(item => item.versionSince)) : earliestOf(...saying.map(item => item.stateSince)),
    source: first.source,
    seenAt: first.seenAt,
    lastHeardAt: null,
    targets: placed.length,
    rank: rankOf(word),
    sources: [...new Set(placed.map(item => item.source))].sort(compareStrings),
  };
}

function absentCell(environment: string | null): ProjectedCell {
  return {
    environment,
    word: 'Not deployed',
    why: `No application of it is mapped to ${environment ?? 'no environment'}.`,
    version: { name: null, basis: 'none', reason: 'nothing runs here' },
    desired: null,
    spread: null,
    sync: 'Unknown',
    health: 'Unknown',
    count: null,
    since: null,
    lastHeardAt: null,
    targets: 0,
    rank: rankOf('Not deployed'),
    sources: [],
  };
}

/** The version that most targets run; of equally many the one that came last, then by name. */
function versionOfTargets(targets: readonly PlacedTarget[]): {
  version: Version;
  running: PlacedTarget[];
  spread: string | null;
} {
  const counts = countBy(targets, keyOf);
  const newest = (key: string) => Math.max(...targets.filter(item => keyOf(item) === key).map(item => millisOf(item.versionSince) ?? 0));
  const [most] = Object.keys(counts).sort(
    (a, b) => Number(b !== UNKNOWN) - Number(a !== UNKNOWN) || counts[b] - counts[a] || newest(b) - newest(a) || compareStrings(a, b),
  );
  const running = targets.filter(item => keyOf(item) === most);
  const [{ version }] = running;
  return {
    version,
    running,
    spread: version.name !== null && running.length < targets.length ? `${running.length} of ${targets.length} on ${version.name}` : null,
  };
}

function keyOf({ version }: PlacedTarget): string {
  return version.name ?? UNKNOWN;
}

function whyCrowded(environment: string | null, targets: readonly PlacedTarget[]): string {
  const names = targets.map(item => `'${item.application}'`).join(' and ');
  return `${names} both claim ${environment}, which is configured as single: remove one, or change the annotation or rule that maps it there.`;
}

/** A cell without what only the read model needs. */
export function publicCell({ rank: _rank, sources: _sources, ...cell }: ProjectedCell): Cell {
  return cell;
}
