import { createConditionExports, createPermissionResourceRef, createPermissionRule } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_DELIVERY_SERVICE } from '@slipway/plugin-delivery-common';
import { z } from 'zod';
import { VisibilityFilter } from '../../readModel';

/** What the rules look at of a service. Refs are in lower case. */
export interface DeliveryServiceResource {
  kind: string;
  owner: string | null;
  system: string | null;
  tags: string[];
  environments: string[];
}

/** The resource type of a row of the fleet. */
export const deliveryServiceResourceRef = createPermissionResourceRef<DeliveryServiceResource, VisibilityFilter>().with({
  pluginId: 'delivery',
  resourceType: RESOURCE_TYPE_DELIVERY_SERVICE,
});

const isOwner = createPermissionRule({
  name: 'IS_OWNER',
  description: 'Allows services that one of the claims owns',
  resourceRef: deliveryServiceResourceRef,
  paramsSchema: z.object({ claims: z.array(z.string()).describe('Entity refs, one of which owns the service') }),
  apply: ({ owner }, { claims }) => owner !== null && refs(claims).includes(owner),
  toQuery: ({ claims }) => ({ ownerIn: refs(claims) }),
});

const hasSystem = createPermissionRule({
  name: 'HAS_SYSTEM',
  description: 'Allows services of one of the systems',
  resourceRef: deliveryServiceResourceRef,
  paramsSchema: z.object({ systems: z.array(z.string()).describe('Entity refs of systems') }),
  apply: ({ system }, { systems }) => system !== null && refs(systems).includes(system),
  toQuery: ({ systems }) => ({ systemIn: refs(systems) }),
});

const hasTag = createPermissionRule({
  name: 'HAS_TAG',
  description: 'Allows services with one of the tags',
  resourceRef: deliveryServiceResourceRef,
  paramsSchema: z.object({ tags: z.array(z.string()).describe('Tags of the catalog entity') }),
  apply: (service, { tags }) => service.tags.some(tag => tags.includes(tag)),
  toQuery: ({ tags }) => ({ tagIn: tags }),
});

const hasEnvironment = createPermissionRule({
  name: 'HAS_ENVIRONMENT',
  description: 'Allows services that are in one of the environments',
  resourceRef: deliveryServiceResourceRef,
  paramsSchema: z.object({ environments: z.array(z.string()).describe('Names of environments') }),
  apply: (service, { environments }) => service.environments.some(environment => environments.includes(environment)),
  toQuery: ({ environments }) => ({ environmentIn: environments }),
});

const isKind = createPermissionRule({
  name: 'IS_KIND',
  description: 'Allows services whose catalog entity is of one of the kinds',
  resourceRef: deliveryServiceResourceRef,
  paramsSchema: z.object({ kinds: z.array(z.string()).describe('Kinds of catalog entities, such as component') }),
  apply: ({ kind }, { kinds }) => refs(kinds).includes(kind),
  toQuery: ({ kinds }) => ({ kindIn: refs(kinds) }),
});

const rules = { isKind, isOwner, hasSystem, hasTag, hasEnvironment };

/** Every rule of the resource type, as the permissions registry takes them. */
export const deliveryServiceRules = Object.values(rules);

/** What a policy decides conditionally with. */
export const { conditions: deliveryServiceConditions, createConditionalDecision: createDeliveryServiceConditionalDecision } =
  createConditionExports({
    resourceRef: deliveryServiceResourceRef,
    rules,
  });

function refs(values: string[]): string[] {
  return values.map(value => value.toLocaleLowerCase('en-US'));
}
