import { ApiBlueprint, createFrontendPlugin, discoveryApiRef, fetchApiRef, PageBlueprint } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { deliveryApiRef } from './api/deliveryApi';
import { HttpDeliveryApi } from './api/HttpDeliveryApi';
import { isDelivered } from './changes/isDelivered';
import {
  changeRouteRef,
  compareRouteRef,
  deliveryTabRouteRef,
  entityRouteRef,
  fleetRouteRef,
  sourcesRouteRef,
  unclaimedRouteRef,
} from './routes';

const deliveryIcon = (
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
    <path d="M1.5 11.5l1-.45M5.6 9.6l4.8-2.2M13.6 6l.9-.4M1.5 14.2h13" />
    <circle cx="4" cy="10.3" r="1.7" />
    <circle cx="12" cy="6.7" r="1.7" />
  </svg>
);

const deliveryApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: deliveryApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: deps => new HttpDeliveryApi(deps),
    }),
});

const deliveryPage = PageBlueprint.make({
  params: {
    path: '/delivery',
    title: 'Delivery',
    icon: deliveryIcon,
    routeRef: fleetRouteRef,
    noHeader: true,
    loader: async () => {
      const { DeliveryPages } = await import('./DeliveryPages');
      return <DeliveryPages />;
    },
  },
});

const deliveryTab = EntityContentBlueprint.make({
  params: {
    path: '/delivery',
    title: 'Delivery',
    icon: deliveryIcon,
    routeRef: deliveryTabRouteRef,
    filter: isDelivered,
    loader: async () => {
      const { DeliveryTab } = await import('./changes/DeliveryTab');
      return <DeliveryTab />;
    },
  },
});

const kubernetesTab = EntityContentBlueprint.make({
  name: 'kubernetes',
  params: {
    path: '/kubernetes',
    title: 'Kubernetes',
    filter: isDelivered,
    loader: async () => {
      const { KubernetesTab } = await import('./kubernetes/KubernetesTab');
      return <KubernetesTab />;
    },
  },
});

/** The pages of the delivery record. */
export const deliveryPlugin = createFrontendPlugin({
  pluginId: 'delivery',
  title: 'Delivery',
  icon: deliveryIcon,
  routes: {
    fleet: fleetRouteRef,
    change: changeRouteRef,
    compare: compareRouteRef,
    sources: sourcesRouteRef,
    unclaimed: unclaimedRouteRef,
    deliveryTab: deliveryTabRouteRef,
  },
  externalRoutes: { entity: entityRouteRef },
  extensions: [deliveryApi, deliveryPage, deliveryTab, kubernetesTab],
});
