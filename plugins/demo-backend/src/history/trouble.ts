import { DemoService, Target } from '../organisation/services';
import { HOUR, ORIGIN, WEEK, weekOf } from './calendar';

/** How the rollout of a delivery comes out. */
export type Ending = 'healthy' | 'hangs' | 'degrades' | 'sync-fails';

/**
 * What does not work, and whose turn it is: each has one of these in each week, from Monday morning until somebody mends it on the next.
 * So there is something of each kind to look at whenever the demo is started.
 */
const TURNS: ReadonlyArray<{ ending: Ending; target: Target; services: readonly string[] }> = [
  { ending: 'hangs', target: 'staging', services: ['recommendations', 'product-catalog', 'order-tracker'] },
  { ending: 'degrades', target: 'dev', services: ['search-api', 'pricing'] },
  { ending: 'sync-fails', target: 'staging', services: ['payments', 'cart'] },
];

const MORNING = 9 * HOUR;

/** What is wrong with a target at an instant, and when it will be mended. */
export function troubleOf(service: DemoService, target: Target, at: number): { ending: Ending; mendedAt: number } | undefined {
  const week = weekOf(at - MORNING);
  const turn = TURNS.find(item => item.target === target && item.services[((week % 6) + 6) % item.services.length] === service.name);
  return turn && { ending: turn.ending, mendedAt: ORIGIN + (week + 1) * WEEK + MORNING };
}
