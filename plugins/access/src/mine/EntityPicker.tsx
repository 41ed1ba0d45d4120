import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { Combobox, useAsyncList } from '@backstage/ui';

const SHOWN = 20;

interface EntityOption {
  id: string;
  label: string;
  description?: string;
}

const optionOf = (entity: Entity): EntityOption => ({
  id: stringifyEntityRef(entity),
  label: entity.metadata.title ?? entity.metadata.name,
  description: stringifyEntityRef(entity),
});

/** Picks an entity of the catalog by what its name or title begins with; the catalog lists those that one may see. */
export function EntityPicker(props: { className?: string; value: string | undefined; onPick: (ref: string | undefined) => void }) {
  const catalog = useApi(catalogApiRef);
  const found = useAsyncList<EntityOption>({
    async load({ filterText }) {
      const { items } = await catalog.queryEntities({
        fullTextFilter: { term: filterText ?? '', fields: ['metadata.name', 'metadata.title'] },
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'metadata.title'],
        orderFields: [{ field: 'metadata.name', order: 'asc' }],
        limit: SHOWN,
      });
      return { items: items.map(optionOf) };
    },
  });
  const { value } = props;
  return (
    <Combobox
      className={props.className}
      label="About an entity"
      placeholder="Any name of the catalog"
      options={found}
      search={{ mode: 'server' }}
      value={value === undefined ? null : { id: value, label: value }}
      onChange={option => props.onPick(option?.id)}
    />
  );
}
