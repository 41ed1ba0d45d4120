import { NewMachineToken, TokenBounds } from '@slipway/plugin-access-common';
import { splitValues } from './boundsWords';

/** What the form holds. */
export interface TokenDraft {
  name: string;
  types: string;
  repositories: string;
  entities: string;
  environments: string;
  reads: boolean;
  /** A number of days, or `forGood`. */
  days: string;
}

export const FOR_GOOD = 'for good';

export const emptyDraft: TokenDraft = {
  name: '',
  types: '',
  repositories: '',
  entities: '',
  environments: '',
  reads: false,
  days: '90',
};

/** What the form asks for. A bound that is left empty bounds nothing. */
export function tokenOf(draft: TokenDraft): NewMachineToken {
  const bounds: TokenBounds = {};
  for (const key of ['types', 'repositories', 'entities', 'environments'] as const) {
    const values = splitValues(draft[key]);
    if (values.length > 0) {
      bounds[key] = values;
    }
  }
  return { name: draft.name.trim(), bounds, reads: draft.reads, ...(draft.days !== FOR_GOOD && { days: Number(draft.days) }) };
}
