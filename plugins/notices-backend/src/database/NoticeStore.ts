import { DatabaseService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { openDatabase } from './openDatabase';
import { readBeginning } from './readBeginning';
import { tellOnce } from './tellOnce';

/** What owners were told, in PostgreSQL: shared by all replicas. */
export class NoticeStore {
  constructor(private readonly knex: Knex) {}

  /** The store of a plugin's own schema. */
  static async open(database: Pick<DatabaseService, 'getClient' | 'migrations'>): Promise<NoticeStore> {
    return new NoticeStore(await openDatabase(database));
  }

  /** From when on deployments are told of. */
  beganAt(): Promise<Date> {
    return readBeginning(this.knex);
  }

  /** Tells what was not told yet; true where it was told now. */
  tellOnce(notice: { deployment: string; word: string }, tell: () => Promise<void>): Promise<boolean> {
    return tellOnce(this.knex, notice, tell);
  }
}
