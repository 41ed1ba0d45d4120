import { AskedPermission } from './model';

/** A permission as it is called towards people. */
export interface NamedPermission extends AskedPermission {
  area: string;
  title: string;
}

const about = (resourceType: string) => (name: string, action: string, title: string) => ({ name, action, title, resourceType });
const entity = about('catalog-entity');
const service = about('delivery-service');
const plain = (name: string, action: string | undefined, title: string) => ({ name, title, ...(action && { action }) });

/** What one may be allowed to do, in the order of the page. */
export const PERMISSION_WORDS: NamedPermission[] = Object.entries({
  Catalog: [
    entity('catalog.entity.read', 'read', 'See an entity, anywhere'),
    plain('catalog.entity.create', 'create', 'Register an entity'),
    entity('catalog.entity.refresh', 'update', 'Have an entity read again'),
    entity('catalog.entity.delete', 'delete', 'Take an entity out of the catalog'),
    plain('catalog.entities.unprocessed.read', 'read', 'See what the catalog could not take, and why'),
  ],
  Delivery: [
    service('delivery.service.read', 'read', 'See what runs where, changes and deployments'),
    service('delivery.link.correct', 'update', 'Say which commit an image was built from'),
    plain('delivery.unclaimed.read', 'read', 'See what runs and no entity claims'),
    plain('delivery.source.read', 'read', 'See how the sources do, and try rules'),
    plain('delivery.event.create', 'create', 'Hand in events'),
  ],
  Create: [
    plain('scaffolder.task.create', 'create', 'Create from a template'),
    plain('scaffolder.template.management', undefined, 'Manage templates'),
  ],
  Access: [
    plain('access.token.read', 'read', 'See the tokens of machines'),
    plain('access.token.create', 'create', 'Make a token for a machine'),
    plain('access.token.revoke', 'delete', 'Revoke a token'),
  ],
  Installation: [
    plain('devtools.info', 'read', 'See versions and dependencies'),
    plain('devtools.config', 'read', 'See the configuration'),
  ],
}).flatMap(([area, permissions]) => permissions.map(permission => ({ area, ...permission })));
