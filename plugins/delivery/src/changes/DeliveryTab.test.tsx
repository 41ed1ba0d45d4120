import '@testing-library/jest-dom';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { arrival, build, change, image, place, sha } from '../__testUtils__/changes';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { cell, row } from '../__testUtils__/rows';
import { ServiceDelivery } from './DeliveryTab';

const REF = 'component:default/cart';

beforeAll(standInForBrowser);

function cartRecord() {
  const api = new FakeDeliveryApi();
  api.rows = [row('cart', { cells: [cell('dev', { version: { name: '1.b' } }), cell('production', { version: { name: '1.a' } })] })];
  api.changes[REF] = [
    change('c', { builds: [build({ conclusion: 'failure', failedSteps: ['test: Run npm test'] })] }),
    change('b', {
      builds: [build()],
      images: [image('b')],
      environments: [place('dev', 'here', null, arrival()), place('production', 'absent')],
    }),
    change('a', { images: [image('a')], environments: [place('dev', 'later', 'with 1.b'), place('production', 'here')] }),
  ];
  api.stages[REF] = [
    { environment: 'dev', version: '1.b', commit: sha('b'), why: null, behind: 1, targets: [] },
    { environment: 'production', version: '1.a', commit: sha('a'), why: null, behind: 1, targets: [] },
  ];
  return api;
}

const open = (api: FakeDeliveryApi, address?: string) => openPage(api, <ServiceDelivery serviceRef={REF} />, address);

const rowOf = async (title: string) => (await screen.findByRole('link', { name: title })).closest<HTMLElement>('li')!;

describe('the Delivery tab', () => {
  it('says what is in production, from which commit, by whom, and how far dev is ahead', async () => {
    await open(cartRecord());
    const production = await screen.findByRole('region', { name: 'production' });
    expect(within(production).getByText('1.a')).toBeInTheDocument();
    expect(within(production).getByText('Change a')).toBeInTheDocument();
    expect(within(production).getByText(/Ada Byron/)).toBeInTheDocument();
    expect(screen.getByText('1 ahead')).toBeInTheDocument();
  });

  it('shows a row per change with its way, and says why one stopped', async () => {
    await open(cartRecord());
    expect(within(await rowOf('Change c')).getByText('Build: Failed, test: Run npm test')).toBeInTheDocument();
    expect(within(await rowOf('Change b')).getByText('dev: Healthy, after 2m of waiting')).toBeInTheDocument();
    expect(within(await rowOf('Change a')).getByText('dev: With 1.b')).toBeInTheDocument();
    expect(within(await rowOf('Change a')).getByText('production: In production')).toBeInTheDocument();
  });

  it('reads again when the stream says that the service changed', async () => {
    const api = cartRecord();
    await open(api);
    await rowOf('Change c');
    api.changes[REF] = [change('d'), ...api.changes[REF]];
    act(() => api.say({ type: 'changed', refs: [REF] }));
    expect(await rowOf('Change d')).toBeInTheDocument();
  });

  it('goes from change to change with j and k, and opens the evidence with o', async () => {
    await open(cartRecord());
    await rowOf('Change c');
    await userEvent.keyboard('jj');
    expect(screen.getByRole('link', { name: 'Change b' })).toHaveFocus();
    await userEvent.keyboard('ko');
    const sheet = await screen.findByRole('dialog', { name: 'Change c' });
    expect(within(sheet).getByText('test: Run npm test')).toBeInTheDocument();
    expect(within(sheet).getByRole('link', { name: /build run 7/ })).toHaveAttribute(
      'href',
      'https://git.example.com/acme/cart/actions/runs/7',
    );
    expect(within(sheet).getByRole('link', { name: 'Open the change page' })).toHaveAttribute('href', `/delivery/changes/${sha('c')}`);
    await userEvent.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('opens a change by its pasted address though it is not among the newest', async () => {
    const api = cartRecord();
    const old = change('e', { environments: [place('dev', 'later'), place('production', 'later')] });
    api.found[sha('e')] = {
      change: old,
      services: [
        { ref: REF, name: 'cart', title: null, touchesKnown: true, stages: [], before: null, after: null, environments: old.environments },
      ],
      candidates: [],
    };
    await open(api, `/?change=${sha('e')}`);
    expect(within(await screen.findByRole('dialog', { name: 'Change e' })).getByText('In dev and production.')).toBeInTheDocument();
  });

  it('keeps the environments where the changes cannot be read, and says so', async () => {
    const api = cartRecord();
    api.listChanges = () => Promise.reject(new DeliveryRequestError(503, 'ServiceUnavailableError', 'its database is starting'));
    await open(api);
    expect(await screen.findByText('Changes could not be loaded: its database is starting')).toBeInTheDocument();
    expect(screen.getByRole('region', { name: 'production' })).toBeInTheDocument();
  });

  it('says why there are no changes', async () => {
    const api = cartRecord();
    api.changes = {};
    api.whyNoChanges = 'Nothing says where its source stands.';
    await open(api);
    expect(await screen.findByText('Nothing says where its source stands.')).toBeInTheDocument();
  });

  it('says what to add to an entity that the record does not know', async () => {
    await open(new FakeDeliveryApi());
    expect(await screen.findByText('No deployments yet')).toBeInTheDocument();
    expect(screen.getByText(/argocd\/app-name/)).toBeInTheDocument();
  });

  it('says who can help where the reader may not see it', async () => {
    const api = cartRecord();
    api.failure = new DeliveryRequestError(403, 'NotAllowedError', 'Unauthorized');
    await open(api);
    expect(await screen.findByText('You may not see what runs where')).toBeInTheDocument();
  });

  it('names a silent source', async () => {
    const api = cartRecord();
    const lastHeardAt = '2026-03-14T13:51:00Z';
    api.details[REF] = {
      targets: [
        {
          application: 'cart-dev',
          instance: 'main',
          cluster: 'main',
          namespace: 'cart',
          word: 'Healthy',
          sync: 'Synced',
          health: 'Healthy',
          version: { name: '1.b' },
          autoSync: true,
          source: 'argocd/main',
          seenAt: lastHeardAt,
          lastHeardAt,
        },
      ],
    };
    api.sources = [{ name: 'argocd/main', state: 'retrying', silent: true, lastHeardAt }];
    await open(api);
    expect(await screen.findByText(/argocd\/main has not answered since/)).toBeInTheDocument();
  });
});
