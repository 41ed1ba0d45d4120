import { Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';
import { ListAddress } from './kinds';

const PAGE = 50;
const FIELDS = ['kind', 'metadata', 'spec.type', 'spec.lifecycle', 'spec.profile', 'relations'];

/** A list of the catalog, as far as it is read. */
export interface EntityList {
  key: string;
  entities?: Entity[];
  total?: number;
  cursor?: string;
  error?: Error;
}

/** The entities that an address names, page by page; what was listed before stays until the next is there. */
export function useEntities(address: ListAddress) {
  const catalog = useApi(catalogApiRef);
  const identity = useApi(identityApiRef);
  const [list, setList] = useState<EntityList>();
  const [tries, setTries] = useState(0);
  const { kind, q, mine } = address;
  const key = JSON.stringify([kind, q, mine]);

  useEffect(() => {
    let current = true;
    const read = async () => {
      const owners = mine ? (await identity.getBackstageIdentity()).ownershipEntityRefs : [];
      return catalog.queryEntities({
        filter: { kind, ...(mine && { 'relations.ownedBy': owners }) },
        fields: FIELDS,
        limit: PAGE,
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        ...(q && { fullTextFilter: { term: q, fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'] } }),
      });
    };
    read().then(
      ({ items, totalItems, pageInfo }) => current && setList({ key, entities: items, total: totalItems, cursor: pageInfo.nextCursor }),
      error => current && setList({ key, error }),
    );
    return () => {
      current = false;
    };
  }, [catalog, identity, key, kind, q, mine, tries]);

  const more = useCallback(async () => {
    if (list?.cursor) {
      const { items, totalItems, pageInfo } = await catalog.queryEntities({ cursor: list.cursor, fields: FIELDS, limit: PAGE });
      setList({ key: list.key, entities: [...(list.entities ?? []), ...items], total: totalItems, cursor: pageInfo.nextCursor });
    }
  }, [catalog, list]);

  return { list, current: list?.key === key, more, retry: () => setTries(tries + 1) };
}
