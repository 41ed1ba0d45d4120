import { createFrontendPlugin } from '@backstage/frontend-plugin-api';

/** The pages of the delivery record. */
export const deliveryPlugin = createFrontendPlugin({ pluginId: 'delivery', extensions: [] });
