import { renderInTestApp, TestApiProvider } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { ReactElement } from 'react';
import { accessApiRef } from '../api/accessApi';
import { mineRouteRef } from '../routes';
import { FakeAccessApi } from './FakeAccessApi';

/** The test environment has no media query. */
export function standInForBrowser() {
  const nothing = () => {};
  const heard = { addEventListener: nothing, removeEventListener: nothing, addListener: nothing, removeListener: nothing };
  const matchMedia = () => ({ matches: false, ...heard });
  Object.defineProperty(window, 'matchMedia', { value: matchMedia, configurable: true });
}

/** Opens a page over access in memory, with the pages mounted at `/access`. */
export async function openPage(api: FakeAccessApi, page: ReactElement, address = '/access') {
  await renderInTestApp(
    <TestApiProvider
      apis={[
        [accessApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: [] })],
      ]}
    >
      {page}
    </TestApiProvider>,
    { initialRouteEntries: [address], mountedRoutes: { '/access': mineRouteRef } },
  );
}
