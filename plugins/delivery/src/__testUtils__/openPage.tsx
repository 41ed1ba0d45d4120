import { renderInTestApp, TestApiProvider } from '@backstage/frontend-test-utils';
import { ReactElement } from 'react';
import { deliveryApiRef } from '../api/deliveryApi';
import { fleetRouteRef } from '../routes';
import { FakeDeliveryApi } from './FakeDeliveryApi';

/** The test environment has no media query and cannot scroll. */
export function standInForBrowser() {
  Object.defineProperty(window, 'matchMedia', {
    value: () => ({
      matches: false,
      addEventListener: () => {},
      removeEventListener: () => {},
      addListener: () => {},
      removeListener: () => {},
    }),
    configurable: true,
  });
  Object.defineProperty(window, 'scrollTo', { value: () => {}, configurable: true });
}

/** Opens a page over a record in memory, with the delivery pages mounted at `/delivery`. */
export async function openPage(api: FakeDeliveryApi, page: ReactElement, address = '/') {
  await renderInTestApp(<TestApiProvider apis={[[deliveryApiRef, api]]}>{page}</TestApiProvider>, {
    initialRouteEntries: [address],
    mountedRoutes: { '/delivery': fleetRouteRef },
  });
}
