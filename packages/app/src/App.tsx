import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import appModuleSlipway from '@slipway/plugin-app-module-slipway';
import deliveryPlugin from '@slipway/plugin-delivery';

export default createApp({ features: [catalogPlugin, deliveryPlugin, appModuleSlipway] });
