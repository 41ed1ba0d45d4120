import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createCommitFilesAction } from './actions/commitFiles';
import { createRepositoryAction } from './actions/createRepository';
import { createPlanServiceAction } from './actions/planService';
import { createRegisterServiceAction } from './actions/registerService';
import { destinationOf } from './Destination';
import { readSettings } from './settings';

/** The steps of Slipway's templates that no stock action takes: each finds what an earlier attempt of its run made. */
export const scaffolderModuleSlipway = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, catalog: catalogServiceRef, actions: scaffolderActionsExtensionPoint },
      async init({ config, catalog, actions }) {
        const destination = destinationOf(readSettings(config), ScmIntegrations.fromConfig(config));
        actions.addActions(
          createPlanServiceAction({ destination, catalog }),
          createRepositoryAction({ destination }),
          createCommitFilesAction({ destination }),
          createRegisterServiceAction({ destination, catalog }),
        );
      },
    });
  },
});
