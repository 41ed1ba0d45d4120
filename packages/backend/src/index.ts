import { createBackend } from '@backstage/backend-defaults';
import { demoGuard } from '@slipway/plugin-auth-backend-module-slipway';

const backend = createBackend();

backend.add(demoGuard);
backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@slipway/plugin-auth-backend-module-slipway'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@slipway/plugin-permission-backend-module-owner'));
backend.add(import('@slipway/plugin-delivery-backend'));
backend.add(import('@slipway/plugin-delivery-backend-module-argocd'));
backend.add(import('@slipway/plugin-delivery-backend-module-catalog'));
backend.add(import('@slipway/plugin-delivery-backend-module-git'));
backend.add(import('@slipway/plugin-delivery-backend-module-kubernetes'));
backend.add(import('@slipway/plugin-delivery-backend-module-registry'));

// Backstage logs an unhandled rejection and lives on, listening and never ready: whoever started it would wait for ever.
backend.start().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`, () => process.exit(1));
});
