import { createBackendModule } from '@backstage/backend-plugin-api';

/** Watches Argo CD's applications. */
export const deliveryModuleArgocd = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'argocd',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
