import { createFrontendModule } from '@backstage/frontend-plugin-api';

/** Slipway's theme, navigation and sign-in page. */
export const appModuleSlipway = createFrontendModule({ pluginId: 'app', extensions: [] });
