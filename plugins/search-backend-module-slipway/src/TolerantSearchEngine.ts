import { BackstageCredentials, DatabaseService, UserInfoService } from '@backstage/backend-plugin-api';
import { PgSearchEngine } from '@backstage/plugin-search-backend-module-pg';
import { QueryRequestOptions, SearchEngine } from '@backstage/plugin-search-backend-node';
import { IndexableResultSet, SearchQuery } from '@backstage/plugin-search-common';
import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import { selectDocuments } from './database/selectDocuments';
import { parseTerm } from './domain/parseTerm';

const PAGE_SIZE = 25;

export interface TolerantSearchEngineOptions {
  /** Backstage's engine, which keeps the index. */
  index: PgSearchEngine;
  database: Pick<DatabaseService, 'getClient'>;
  userInfo: UserInfoService;
}

/** Backstage's index in PostgreSQL, asked so that mistyped names are found, and that exact names and what is one's own come first. */
export class TolerantSearchEngine implements SearchEngine {
  constructor(private readonly options: TolerantSearchEngineOptions) {}

  /** Queries are translated here alone. */
  setTranslator(): void {}

  getIndexer(type: string): Promise<Writable> {
    return this.options.index.getIndexer(type);
  }

  async query(query: SearchQuery, options?: QueryRequestOptions): Promise<IndexableResultSet> {
    const size = query.pageLimit ?? PAGE_SIZE;
    const page = pageOf(query.pageCursor);
    const mark = randomUUID();
    const tags = { before: `<${mark}>`, after: `</${mark}>` };
    const mine = await this.mine(options);
    const knex = await this.options.database.getClient();
    const rows = await knex.transaction(tx =>
      selectDocuments(tx, {
        term: parseTerm(query.term),
        types: query.types,
        filters: filtersOf(query),
        mine,
        offset: page * size,
        limit: size + 1,
        tags,
      }),
    );
    return {
      results: rows.slice(0, size).map(({ type, document, title, text }, index) => ({
        type,
        document,
        rank: page * size + index + 1,
        ...(title === null ? {} : { highlight: { preTag: tags.before, postTag: tags.after, fields: { title, text: text ?? '' } } }),
      })),
      numberOfResults: Number(rows[0]?.total ?? 0),
      nextPageCursor: rows.length > size ? cursorOf(page + 1) : undefined,
      previousPageCursor: page > 0 ? cursorOf(page - 1) : undefined,
    };
  }

  private async mine(options: QueryRequestOptions | undefined): Promise<string[]> {
    const credentials = options && 'credentials' in options ? (options.credentials as BackstageCredentials) : undefined;
    if (!credentials || (credentials.principal as { type?: string }).type !== 'user') {
      return [];
    }
    const { userEntityRef, ownershipEntityRefs } = await this.options.userInfo.getUserInfo(credentials);
    return [...new Set([userEntityRef, ...ownershipEntityRefs])];
  }
}

function filtersOf({ filters }: SearchQuery): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(filters ?? {}).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]),
  );
}

function pageOf(cursor: string | undefined): number {
  const page = Number(Buffer.from(cursor ?? '', 'base64').toString('utf8') || 0);
  return Number.isInteger(page) && page >= 0 ? page : 0;
}

function cursorOf(page: number): string {
  return Buffer.from(String(page), 'utf8').toString('base64');
}
