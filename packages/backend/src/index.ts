import { createBackend } from '@backstage/backend-defaults';
import { demoGuard } from '@slipway/plugin-auth-backend-module-slipway';

const backend = createBackend();

backend.add(demoGuard);
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@slipway/plugin-auth-backend-module-slipway'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'));
backend.add(import('@slipway/plugin-catalog-backend-module-slipway'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(import('@backstage/plugin-catalog-backend-module-unprocessed'));
backend.add(import('@backstage/plugin-devtools-backend'));
backend.add(import('@backstage/plugin-mcp-actions-backend'));
backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(import('@backstage/plugin-scaffolder-backend-module-gitea'));
backend.add(import('@slipway/plugin-scaffolder-backend-module-slipway'));
backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@slipway/plugin-search-backend-module-slipway'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));
backend.add(import('@backstage/plugin-search-backend-module-techdocs'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-techdocs-backend'));
backend.add(import('@slipway/plugin-techdocs-backend-module-slipway'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@slipway/plugin-access-backend'));
backend.add(import('@slipway/plugin-delivery-backend'));
backend.add(import('@slipway/plugin-delivery-backend-module-argocd'));
backend.add(import('@slipway/plugin-delivery-backend-module-catalog'));
backend.add(import('@slipway/plugin-delivery-backend-module-git'));
backend.add(import('@slipway/plugin-delivery-backend-module-kubernetes'));
backend.add(import('@slipway/plugin-delivery-backend-module-registry'));
backend.add(import('@slipway/plugin-demo-backend'));
backend.add(import('@slipway/plugin-notices-backend'));

// Backstage logs an unhandled rejection and lives on, listening and never ready: whoever started it would wait for ever.
backend.start().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`, () => process.exit(1));
});
