import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { NoticeStore } from './database/NoticeStore';
import { Deployments } from './Deployments';
import { Notices } from './Notices';

/** Tells the owners of a service that a deployment failed in production, and that it is well again. */
export const noticesPlugin = createBackendPlugin({
  pluginId: 'notices',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        notifications: notificationService,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, database, discovery, logger, notifications, scheduler }) {
        const environments = config.getOptional<Array<string | { name: string }>>('delivery.environments') ?? [];
        const last = environments.at(-1) ?? 'production';
        const notices = new Notices({
          store: await NoticeStore.open(database),
          auth,
          catalog,
          deployments: new Deployments({ auth, discovery }),
          notifications,
          environment: typeof last === 'string' ? last : last.name,
        });
        await scheduler.scheduleTask({
          id: 'tell-owners',
          frequency: { seconds: 15 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 15 },
          scope: 'global',
          fn: async () => {
            const told = await notices.look();
            if (told > 0) {
              logger.info(`Told owners of ${told} things that happened in production`);
            }
          },
        });
      },
    });
  },
});
