import { hashFacts } from '@slipway/plugin-delivery-node';
import { RuleSettings } from '../domain';

/** Counted on by whoever changes what the projector writes for the same observations and rules: rows are then built anew. */
const PROJECTOR_VERSION = 11;

/** Names a version of the read model: two are equal when the same observations give the same rows. */
export function fingerprintOf(settings: RuleSettings): string {
  return `${PROJECTOR_VERSION}-${hashFacts(settings)}`;
}
