import { setTimeout as pause } from 'node:timers/promises';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { isGitThere } from '../git/BareRepository';
import { readSettings } from '../settings';
import { MadeServices } from './MadeServices';

/** How often the repositories are looked at. */
const LOOK = 1_000;

/** Lists in the catalog what somebody made from a template in the demo. Nothing of it runs without `demo.folder`. */
export const catalogModuleDemo = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'demo',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ catalog, config, lifecycle, logger }) {
        const settings = readSettings(config);
        if (!settings || !(await isGitThere())) {
          return;
        }
        const services = new MadeServices(settings.folder, logger);
        catalog.addEntityProvider(services);
        const stopping = new AbortController();
        const { signal } = stopping;
        const run = async () => {
          while (!signal.aborted) {
            await services.look().catch(error => logger.warn(`The services of the demo are looked at again: ${error}`));
            await pause(LOOK, undefined, { signal }).catch(() => undefined);
          }
        };
        let running: Promise<void> | undefined;
        lifecycle.addStartupHook(() => {
          running = run();
        });
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          await running;
        });
      },
    });
  },
});
