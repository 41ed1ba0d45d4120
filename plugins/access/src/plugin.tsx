import { ApiBlueprint, createFrontendPlugin, discoveryApiRef, fetchApiRef, PageBlueprint } from '@backstage/frontend-plugin-api';
import { accessApiRef } from './api/accessApi';
import { HttpAccessApi } from './api/HttpAccessApi';
import { entityRouteRef, mineRouteRef, tokensRouteRef } from './routes';

const keyIcon = (
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
    <circle cx="5" cy="11" r="3" />
    <path d="M7.2 8.8L13.5 2.5M11 5l2 2M9 7l1.4 1.4" />
  </svg>
);

const accessApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: accessApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HttpAccessApi(deps),
    }),
});

const accessPage = PageBlueprint.make({
  params: {
    path: '/access',
    title: 'Access',
    icon: keyIcon,
    routeRef: mineRouteRef,
    noHeader: true,
    loader: async () => {
      const { AccessPages } = await import('./AccessPages');
      return <AccessPages />;
    },
  },
});

/** The pages of who may do what, and of the tokens of machines. */
export const accessPlugin = createFrontendPlugin({
  pluginId: 'access',
  title: 'Access',
  icon: keyIcon,
  routes: { mine: mineRouteRef, tokens: tokensRouteRef },
  externalRoutes: { entity: entityRouteRef },
  extensions: [accessApi, accessPage],
});
