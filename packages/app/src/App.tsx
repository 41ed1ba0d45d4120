import { createApp } from '@backstage/frontend-defaults';
import apiDocsPlugin from '@backstage/plugin-api-docs/alpha';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import catalogGraphPlugin from '@backstage/plugin-catalog-graph/alpha';
import unprocessedEntitiesPlugin from '@backstage/plugin-catalog-unprocessed-entities/alpha';
import devtoolsPlugin from '@backstage/plugin-devtools/alpha';
import notificationsPlugin from '@backstage/plugin-notifications/alpha';
import orgPlugin from '@backstage/plugin-org/alpha';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import searchPlugin from '@backstage/plugin-search/alpha';
import signalsPlugin from '@backstage/plugin-signals/alpha';
import techdocsPlugin from '@backstage/plugin-techdocs/alpha';
import userSettingsPlugin from '@backstage/plugin-user-settings/alpha';
import accessPlugin from '@slipway/plugin-access';
import appModuleSlipway from '@slipway/plugin-app-module-slipway';
import catalogModuleSlipway from '@slipway/plugin-catalog-module-slipway';
import deliveryPlugin from '@slipway/plugin-delivery';
import searchModuleSlipway from '@slipway/plugin-search-module-slipway';

// To everybody else its page would only say that they may not see it.
const devtoolsForWhoMay = devtoolsPlugin.withOverrides({
  extensions: [devtoolsPlugin.getExtension('page:devtools').override({ if: { permissions: { $contains: 'devtools.info' } } })],
});

export default createApp({
  features: [
    apiDocsPlugin,
    catalogPlugin,
    catalogGraphPlugin,
    unprocessedEntitiesPlugin,
    devtoolsForWhoMay,
    notificationsPlugin,
    orgPlugin,
    scaffolderPlugin,
    searchPlugin,
    signalsPlugin,
    techdocsPlugin,
    userSettingsPlugin,
    accessPlugin,
    deliveryPlugin,
    catalogModuleSlipway,
    appModuleSlipway,
    searchModuleSlipway,
  ],
});
