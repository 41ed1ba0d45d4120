import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';

const FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.description',
  'spec.type',
  'spec.lifecycle',
  'spec.profile',
  'relations',
];

/** The entities of some refs, asked for together; undefined until they are there. */
export function useRelated(refs: string[]): { entities?: Entity[]; error?: Error; retry(): void } {
  const catalog = useApi(catalogApiRef);
  const [answer, setAnswer] = useState<{ key: string; entities?: Entity[]; error?: Error }>();
  const [tries, setTries] = useState(0);
  const key = refs.join(' ');
  useEffect(() => {
    let current = true;
    const entityRefs = key === '' ? [] : key.split(' ');
    const asked = entityRefs.length > 0 ? catalog.getEntitiesByRefs({ entityRefs, fields: FIELDS }) : Promise.resolve({ items: [] });
    asked.then(
      ({ items }) => current && setAnswer({ key, entities: items.flatMap(item => item ?? []) }),
      error => current && setAnswer({ key, error }),
    );
    return () => {
      current = false;
    };
  }, [catalog, key, tries]);
  const retry = () => setTries(tries + 1);
  return answer?.key === key ? { entities: answer.entities, error: answer.error, retry } : { retry };
}
