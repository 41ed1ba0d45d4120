import { Knex } from 'knex';
import { hashSecret, mintSecret } from '../secrets';
import { Session, insertSession } from './Sessions';

const LIVE_CODES = 10;

/** What came of the use of a code. */
export type CodeUse = { outcome: 'signedIn'; session: Session } | { outcome: 'used' | 'expired' | 'unknown' };

/** One-time codes, kept hashed. Times are the database's, so that replicas whose clocks differ agree. */
export class OneTimeCodes {
  constructor(private readonly knex: Knex) {}

  /** Mints a code that works once within 10 minutes; only the newest ten live codes work. */
  async mint(): Promise<{ code: string; expiresAt: string }> {
    const code = mintSecret();
    return await this.knex.transaction(async trx => {
      await trx.raw(`delete from auth_owner_codes where expires_at < now() - interval '1 day'`);
      const { rows } = await trx.raw(
        `insert into auth_owner_codes (code_hash, expires_at) values (?, now() + interval '10 minutes') returning expires_at`,
        [hashSecret(code)],
      );
      await trx.raw(
        `delete from auth_owner_codes where used_at is null and code_hash not in
           (select code_hash from auth_owner_codes where used_at is null order by created_at desc, code_hash limit ?)`,
        [LIVE_CODES],
      );
      return { code, expiresAt: rows[0].expires_at.toISOString() };
    });
  }

  /** Turns a code into a session; of several uses at the same time one signs in and the others find it used. */
  async use(code: string): Promise<CodeUse> {
    const codeHash = hashSecret(code);
    return await this.knex.transaction(async trx => {
      // The row's lock decides: a second update waits for the first one's commit and then matches nothing.
      const { rowCount } = await trx.raw(
        `update auth_owner_codes set used_at = now() where code_hash = ? and used_at is null and expires_at > now()`,
        [codeHash],
      );
      if (rowCount === 1) {
        return { outcome: 'signedIn', session: await insertSession(trx) };
      }
      const row = await trx('auth_owner_codes').where({ code_hash: codeHash }).first('used_at');
      if (!row) {
        return { outcome: 'unknown' };
      }
      return { outcome: row.used_at ? 'used' : 'expired' };
    });
  }
}
