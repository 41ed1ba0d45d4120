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
  const named = filters.q && `“${filters.q}” in its name or version`;
  if (filters.state) {
    parts.push(...(named ? [`with ${named}`] : []), stateWords[filters.state]);
  } else {
    parts.push(named ? `has ${named}` : 'is known');
  }
  if (filters.environment) {
    parts.push(`in ${filters.environment}`);
  }
  return parts.join(' ');
}
