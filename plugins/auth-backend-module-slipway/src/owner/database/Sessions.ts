import { Knex } from 'knex';
import { hashSecret, mintSecret } from '../secrets';

/** A browser's session as it is handed out once: later only the token's hash is known. */
export interface Session {
  token: string;
  /** ISO 8601. */
  expiresAt: string;
}

/** Opens a session of 30 days and clears away those that are over. */
export async function insertSession(knex: Knex): Promise<Session> {
  const token = mintSecret();
  await knex.raw(`delete from auth_owner_sessions where expires_at < now()`);
  const { rows } = await knex.raw(
    `insert into auth_owner_sessions (token_hash, expires_at) values (?, now() + interval '30 days') returning expires_at`,
    [hashSecret(token)],
  );
  return { token, expiresAt: rows[0].expires_at.toISOString() };
}

/** The sessions in which the owner is signed in. */
export class Sessions {
  constructor(private readonly knex: Knex) {}

  /** True while the token's session is neither over nor signed out. */
  async isLive(token: string): Promise<boolean> {
    const row = await this.knex('auth_owner_sessions')
      .where({ token_hash: hashSecret(token) })
      .andWhere('expires_at', '>', this.knex.fn.now())
      .first('token_hash');
    return row !== undefined;
  }

  /** Ends the token's session; a token without one is no error. */
  async end(token: string): Promise<void> {
    await this.knex('auth_owner_sessions')
      .where({ token_hash: hashSecret(token) })
      .delete();
  }
}
