import { Knex } from 'knex';
import { insertToken, NewToken } from './insertToken';
import { revokeToken } from './revokeToken';
import { selectTokens } from './selectTokens';
import { TokenRow } from './TokenRow';
import { useToken } from './useToken';

/** The tokens in PostgreSQL. */
export class TokenStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  list(): Promise<TokenRow[]> {
    return selectTokens(this.#knex);
  }

  insert(token: NewToken): Promise<TokenRow | undefined> {
    return insertToken(this.#knex, token);
  }

  use(hash: string): Promise<(TokenRow & { expired: boolean }) | undefined> {
    return useToken(this.#knex, hash);
  }

  revoke(asked: { id: string; by: string }): Promise<TokenRow | undefined> {
    return revokeToken(this.#knex, asked);
  }
}
