import createClient from 'openapi-fetch';
import type { components, paths } from './schema.gen';

type Schemas = components['schemas'];

/** What somebody may do, and why. */
export type Explanation = Schemas['Explanation'];
/** Whether one permission is given, and the rules that say so. */
export type PermissionAnswer = Schemas['PermissionAnswer'];
/** What events a token may hand in. A bound that is absent bounds nothing; a trailing `*` stands for any ending. */
export type TokenBounds = Schemas['Bounds'];
/** A token that somebody made for a machine. */
export type MachineToken = Schemas['MachineToken'];
/** What a token is to be. */
export type NewMachineToken = Schemas['NewMachineToken'];
/** A token with its text, which is told once. */
export type MadeToken = Schemas['MadeToken'];
/** A credential that stands in the configuration. */
export type ConfiguredCredential = Schemas['ConfiguredCredential'];
/** The tokens that were made, and the credentials of the configuration. */
export type TokenList = Schemas['TokenList'];

/** A typed client of the access API; `baseUrl` ends in `/api/access`, `fetch` adds the caller's token. */
export function createAccessClient(options: { baseUrl: string; fetch: (request: Request) => Promise<Response> }) {
  return createClient<paths>(options);
}

/** What the events of a credential may be bounded by: the members of `TokenBounds`. */
export const BOUNDS = ['types', 'repositories', 'entities', 'environments'] as const;
