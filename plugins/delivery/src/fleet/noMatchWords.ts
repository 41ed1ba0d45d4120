import { formatRef } from '../words/refs';
import { FleetFilters } from './fleetFilters';

const stateWords: Record<NonNullable<FleetFilters['state']>, string> = {
  attention: 'needs attention',
  motion: 'is in motion',
  uncertain: 'is uncertain',
  silent: 'is silent',
};

/** Says what no service does, in the filters' own words: "No service of checkout needs attention in production". */
export function noMatchWords(filters: FleetFilters): string {
  const parts = ['No service'];
  if (filters.owner.length > 0) {
    parts.push(`of ${filters.owner.map(formatRef).join(' or ')}`);
  }
  if (filters.system.length > 0) {
    parts.push(`in ${filters.system.map(formatRef).join(' or ')}`);
  }
  if (filters.q) {
    parts.push(`with “${filters.q}” in its name or version`);
  }
  parts.push(filters.state ? stateWords[filters.state] : 'is known');
  if (filters.environment) {
    parts.push(`in ${filters.environment}`);
  }
  return parts.join(' ');
}
