import { AppRootElementBlueprint, createFrontendModule, PageBlueprint } from '@backstage/frontend-plugin-api';
import { PaletteKeys } from './palette/PaletteKeys';

const searchPage = PageBlueprint.make({
  params: {
    path: '/search',
    noHeader: true,
    loader: async () => {
      const { SearchPage } = await import('./page/SearchPage');
      return <SearchPage />;
    },
  },
});

const palette = AppRootElementBlueprint.make({ name: 'palette', params: { element: <PaletteKeys /> } });

/** The search's page in place of the stock one, and the search that opens by ⌘K. */
export const searchModuleSlipway = createFrontendModule({ pluginId: 'search', extensions: [searchPage, palette] });
