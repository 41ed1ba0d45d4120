import '@testing-library/jest-dom';
import { renderInTestApp, TestApiProvider } from '@backstage/frontend-test-utils';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { deliveryApiRef } from '../api/deliveryApi';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { change, sha } from '../__testUtils__/changes';
import { openPage as openMounted } from '../__testUtils__/openPage';
import { cell, row } from '../__testUtils__/rows';
import { FleetPage } from './FleetPage';

// The test environment lays nothing out: without a height the grid has no visible rows, and there is no media query.
beforeAll(() => {
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
});

async function open(api: FakeDeliveryApi, address = '/') {
  await renderInTestApp(
    <TestApiProvider apis={[[deliveryApiRef, api]]}>
      <FleetPage />
    </TestApiProvider>,
    { initialRouteEntries: [address] },
  );
}

const rowOf = (name: string) => screen.getByText(name).closest<HTMLElement>('[role="row"]')!;

describe('FleetPage', () => {
  it('shows services under their system, with version, word and age', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart', { cells: [cell('dev', { word: 'Degraded', why: 'probe failed' }), cell('production')] })];
    await open(api);
    expect(await screen.findByText('cart')).toBeInTheDocument();
    expect(within(rowOf('cart')).getByText('Degraded')).toBeInTheDocument();
    expect(within(rowOf('cart')).getByText('probe failed')).toBeInTheDocument();
    expect(screen.getByRole('grid')).toHaveAttribute('aria-colcount', '3');
  });

  it('changes a cell in place when the stream says so, reading that row only', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart'), row('pay')];
    await open(api);
    await screen.findByText('cart');
    api.rows = [row('cart', { cells: [cell('dev', { word: 'Syncing', version: { name: '2.0.0' } }), cell('production')] }), row('pay')];
    api.requests.length = 0;
    act(() => api.say({ type: 'changed', refs: ['component:default/cart'] }));
    expect(await within(rowOf('cart')).findByText('2.0.0')).toBeInTheDocument();
    expect(api.requests.filter(request => request.startsWith('get'))).toEqual(['get component:default/cart']);
    expect(await screen.findByText('cart in dev: Syncing, version 2.0.0.')).toBeInTheDocument();
  });

  it('opens the sheet by Enter and closes it by Esc', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart')];
    await open(api);
    await screen.findByText('cart');
    within(rowOf('cart')).getByRole('rowheader').focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: 'cart' })).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('says how to connect Argo CD where nothing is known', async () => {
    await open(new FakeDeliveryApi());
    expect(await screen.findByText('No deployments yet')).toBeInTheDocument();
    expect(screen.getByText('Connect Argo CD')).toBeInTheDocument();
    expect(screen.getByText(/api\/delivery\/events/)).toBeInTheDocument();
  });

  it('says what no service does and clears the filter', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart')];
    await open(api, '/?q=zebra');
    await userEvent.click(await screen.findByRole('button', { name: 'Clear filter' }));
    expect(await screen.findByText('cart')).toBeInTheDocument();
  });

  it('says what the service answered and when it tries again', async () => {
    const api = new FakeDeliveryApi();
    api.failure = new DeliveryRequestError(503, 'ServiceUnavailableError', 'its database is starting');
    await open(api);
    expect(
      await screen.findByText(/answered 503: its database is starting\. This page tries again by itself in \d+ s\./),
    ).toBeInTheDocument();
    api.failure = undefined;
    api.rows = [row('cart')];
    await userEvent.click(screen.getByRole('button', { name: 'Try now' }));
    expect(await screen.findByText('cart')).toBeInTheDocument();
  });

  it('says who can help where the reader may not see services, and does not try again', async () => {
    const api = new FakeDeliveryApi();
    api.failure = new DeliveryRequestError(403, 'NotAllowedError', 'Unauthorized');
    await open(api);
    expect(await screen.findByText('You may not see what runs where')).toBeInTheDocument();
    expect(screen.queryByText(/tries again/)).not.toBeInTheDocument();
  });

  it('folds more than four environments into a cell that counts what is not well, and opens it', async () => {
    const api = new FakeDeliveryApi();
    api.environments = ['dev', 'test', 'stage', 'canary', 'production'];
    api.rows = [
      row('cart', { cells: [cell('dev'), cell('test', { word: 'Degraded' }), cell('stage'), cell('canary'), cell('production')] }),
    ];
    await open(api);
    await screen.findByText('cart');
    const folded = within(rowOf('cart')).getByText('1 degraded').closest<HTMLElement>('[role="gridcell"]')!;
    expect(folded).toHaveAttribute('aria-expanded', 'false');
    expect(within(folded).getByText('3 healthy')).toBeInTheDocument();
    act(() => folded.focus());
    await userEvent.keyboard('{Enter}');
    expect(folded).toHaveAttribute('aria-expanded', 'true');
    expect(within(folded).getByText('canary')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: '4 earlier environments' }));
    await userEvent.click(screen.getByRole('button', { name: '4 earlier environments' }));
    expect(within(rowOf('cart')).getByText('1 degraded')).toBeInTheDocument();
  });

  it('leads from the number of a pull request in the filter to its change', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart')];
    api.found['12'] = { change: change('a'), services: [], candidates: [] };
    await openMounted(api, <FleetPage />, '/?q=%2312');
    expect(await screen.findByRole('link', { name: 'Go to change aaaaaaa' })).toHaveAttribute('href', `/delivery/changes/${sha('a')}`);
    expect(screen.getByText('Change a')).toBeInTheDocument();
  });

  it('names a silent source in words', async () => {
    const api = new FakeDeliveryApi();
    api.sources = [{ name: 'argocd/main', state: 'retrying', silent: true, lastHeardAt: '2026-03-14T13:51:00Z' }];
    api.rows = [row('cart', { cells: [cell('dev', { lastHeardAt: '2026-03-14T13:51:00Z' }), cell('production')] })];
    await open(api);
    expect(await screen.findByText(/argocd\/main has not answered since/)).toBeInTheDocument();
    expect(screen.getByText(/1 dev cell show/)).toBeInTheDocument();
  });
});
