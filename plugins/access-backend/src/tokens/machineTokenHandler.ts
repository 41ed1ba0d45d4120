import { externalTokenHandlersServiceRef } from '@backstage/backend-defaults/auth';
import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { MachineCallers } from './MachineCallers';

/** The machines' tokens, for every plugin of this process. */
export const machineCallersServiceRef = createServiceRef<MachineCallers>({
  id: 'access.machineCallers',
  scope: 'root',
  defaultFactory: async service => createServiceFactory({ service, deps: {}, factory: () => new MachineCallers() }),
});

const HANDS_IN = ['delivery.event.create'];
const READS_DELIVERY = ['delivery.service.read', 'delivery.unclaimed.read', 'delivery.source.read'];

interface Restrictions {
  permissionNames?: string[];
  permissionAttributes?: { action: Array<'read'> };
}

/** What a machine may ask of which plugin. */
function restrictionsOf(reads: boolean): Map<string, Restrictions> {
  const restrictions = new Map<string, Restrictions>([['delivery', { permissionNames: [...HANDS_IN, ...(reads ? READS_DELIVERY : [])] }]]);
  if (reads) {
    restrictions.set('catalog', { permissionAttributes: { action: ['read'] } });
  }
  return restrictions;
}

/** Takes the tokens of machines wherever Backstage takes one, by the item `type: slipway` of `backend.auth.externalAccess`. */
export const machineTokenHandler = createServiceFactory({
  service: externalTokenHandlersServiceRef,
  deps: { callers: machineCallersServiceRef, plugin: coreServices.pluginMetadata },
  factory: ({ callers, plugin }) => ({
    type: 'slipway',
    initialize: () => undefined,
    async verifyToken(token) {
      const caller = await callers.verify(token);
      if (!caller) {
        return undefined;
      }
      const allAccessRestrictions = restrictionsOf(caller.reads);
      const accessRestrictions = allAccessRestrictions.get(plugin.getId());
      if (!accessRestrictions) {
        throw new NotAllowedError(`The token '${caller.credential.name}' is for ${[...allAccessRestrictions.keys()].join(' and ')} only`);
      }
      // Beside the subject, Backstage takes over the restrictions that it otherwise reads from the configuration; a test holds it to that.
      return { subject: caller.credential.subject, accessRestrictions, allAccessRestrictions };
    },
  }),
});
