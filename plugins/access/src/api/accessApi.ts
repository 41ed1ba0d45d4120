import { createApiRef } from '@backstage/frontend-plugin-api';
import { Explanation, MachineToken, MadeToken, NewMachineToken, TokenList } from '@slipway/plugin-access-common';

/** What one may ask about: everything where no entity is given. */
export interface Question {
  entity?: string;
  environment?: string;
}

/** Asks who may do what; every method rejects with an `AccessRequestError` where the service refuses. */
export interface AccessApi {
  /** What the caller may do, and why. */
  explainMine(question: Question): Promise<Explanation>;
  listTokens(): Promise<TokenList>;
  /** The answer alone has the token's text. */
  createToken(token: NewMachineToken): Promise<MadeToken>;
  revokeToken(id: string): Promise<MachineToken>;
}

/** Who may do what, asked over HTTP. */
export const accessApiRef = createApiRef<AccessApi>({ id: 'plugin.access.access' });
