import { AppRootElementBlueprint, createFrontendModule, createRouteRef, PageBlueprint } from '@backstage/frontend-plugin-api';
import { PaletteKeys } from './palette/PaletteKeys';

const searchRouteRef = createRouteRef();

const lens = (
  <svg
    width="16"
    height="16"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    aria-hidden="true"
  >
    <circle cx="7" cy="7" r="4.6" />
    <path d="M10.5 10.5L14 14" />
  </svg>
);

// Without title, icon and route the navigation does not list it.
const searchPage = PageBlueprint.make({
  params: {
    path: '/search',
    title: 'Search',
    icon: lens,
    routeRef: searchRouteRef,
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
