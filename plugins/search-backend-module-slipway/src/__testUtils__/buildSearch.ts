import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { PgSearchEngine } from '@backstage/plugin-search-backend-module-pg';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { once } from 'node:events';
import { Knex } from 'knex';
import { prepareNames } from '../database/prepareNames';
import { TolerantSearchEngine } from '../TolerantSearchEngine';

/** A search over an index of its own, for a user who belongs to groups. */
export async function buildSearch(knex: Knex, index: { entities: IndexableDocument[]; pages: IndexableDocument[] }) {
  const database = { getClient: async () => knex };
  const stock = await PgSearchEngine.fromConfig(mockServices.rootConfig(), { database });
  await prepareNames(database);
  const engineFor = (groups: string[]) =>
    new TolerantSearchEngine({
      index: stock,
      database,
      userInfo: mockServices.userInfo({ userEntityRef: 'user:default/somebody', ownershipEntityRefs: groups }),
    });
  const fill = async (type: string, documents: IndexableDocument[]) => {
    const indexer = await stock.getIndexer(type);
    documents.forEach(document => indexer.write(document));
    indexer.end();
    await once(indexer, 'close');
  };
  await fill('software-catalog', index.entities);
  await fill('techdocs', index.pages);
  return {
    ask: (groups: string[], query: { term: string; types?: string[]; filters?: {}; pageLimit?: number; pageCursor?: string }) =>
      engineFor(groups).query(query as never, { credentials: mockCredentials.user() }),
  };
}
