import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-app-backend'));
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@slipway/plugin-auth-backend-module-owner'));
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(import('@slipway/plugin-permission-backend-module-owner'));
backend.add(import('@slipway/plugin-delivery-backend'));
backend.add(import('@slipway/plugin-delivery-backend-module-argocd'));
backend.add(import('@slipway/plugin-delivery-backend-module-catalog'));

backend.start();
