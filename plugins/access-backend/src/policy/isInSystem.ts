import { RELATION_PART_OF } from '@backstage/catalog-model';
import { catalogEntityPermissionResourceRef } from '@backstage/plugin-catalog-node/alpha';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod/v3';

/** The catalog's own rules compare what the file says, which need not be a whole ref; relations are. */
export const isInSystem = createPermissionRule({
  name: 'IS_IN_SYSTEM',
  description: 'Allows entities that are part of one of the systems',
  resourceRef: catalogEntityPermissionResourceRef,
  paramsSchema: z.object({ systems: z.array(z.string()).describe('Entity refs of systems, in lower case') }),
  apply: ({ relations = [] }, { systems }) =>
    relations.some(({ type, targetRef }) => type === RELATION_PART_OF && systems.includes(targetRef.toLowerCase())),
  toQuery: ({ systems }) => ({ key: `relations.${RELATION_PART_OF}`, values: systems }),
});
