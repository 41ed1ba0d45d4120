import '@testing-library/jest-dom';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { sha } from '../__testUtils__/changes';
import { comparison, configFile, summary } from '../__testUtils__/comparisons';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { row } from '../__testUtils__/rows';
import { ComparePage } from './ComparePage';

const REF = 'component:default/cart';

beforeAll(standInForBrowser);

function recordWith(...comparisons: Array<ReturnType<typeof comparison>>) {
  const api = new FakeDeliveryApi();
  api.rows = [row('cart')];
  api.comparisons = Object.fromEntries(comparisons.map(each => [`${each.from} ${each.to}`, each]));
  return api;
}

const open = (api: FakeDeliveryApi, query = `service=${REF}&from=dev&to=production`) => openPage(api, <ComparePage />, `/?${query}`);

describe('the compare page', () => {
  it('answers what would go, with what comes with it', async () => {
    await open(
      recordWith(
        comparison({
          commits: [summary('a'), summary('b')],
          authors: [{ name: 'Ada Byron', user: 'user:default/ada' }],
          tickets: [{ id: '#31', url: 'https://git.example.com/acme/cart/issues/31' }],
          migrations: ['migrations/1_vouchers.sql'],
          images: [{ repository: 'registry.example.com/acme/cart', from: 'registry.example.com/acme/cart:1.4', to: null }],
        }),
      ),
    );
    expect(
      await screen.findByRole('heading', { name: '2 commits by Ada Byron would go from dev to production', level: 1 }),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Change b' })).toHaveAttribute('href', `/delivery/changes/${sha('b')}`);
    expect(screen.getByRole('link', { name: /#31/ })).toHaveAttribute('href', 'https://git.example.com/acme/cart/issues/31');
    expect(within(screen.getByRole('region', { name: 'Migrations' })).getByText('1 file changes a database')).toBeInTheDocument();
    expect(screen.getByText('1.4, would be new')).toBeInTheDocument();
    expect(within(screen.getByRole('region', { name: 'Authors' })).getByText('Ada Byron')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Would be taken away' })).not.toBeInTheDocument();
  });

  it('asks for the other way round when both are swapped', async () => {
    const api = recordWith(
      comparison({ commits: [summary('a')], authors: [{ name: 'Ada Byron' }] }),
      comparison({ from: 'production', to: 'dev', undone: [summary('a')] }),
    );
    await open(api);
    await screen.findByRole('link', { name: 'Change a' });
    await userEvent.click(screen.getByRole('button', { name: 'Swap' }));
    expect(await screen.findByRole('heading', { name: 'dev has 1 commit that production has not' })).toBeInTheDocument();
    expect(within(screen.getByRole('region', { name: 'Would be taken away' })).getByText('Change a')).toBeInTheDocument();
  });

  it('answers anew when the stream says that the service changed', async () => {
    const api = recordWith(comparison({ commits: [summary('a')] }));
    await open(api);
    await screen.findByRole('link', { name: 'Change a' });
    api.comparisons['dev production'] = comparison();
    act(() => api.say({ type: 'changed', refs: [REF] }));
    expect(await screen.findByText('No commit would come to production, and the images are the same.')).toBeInTheDocument();
  });

  it('chooses the last two environments where the address names none', async () => {
    const api = recordWith(comparison());
    await open(api, `service=${REF}`);
    await screen.findByRole('region', { name: 'Would go' });
    expect(api.requests).toContain(`compare ${REF} dev production`);
  });

  it('tells apart what lies between and changes nothing, with why', async () => {
    await open(
      recordWith(
        comparison({
          commits: [summary('a')],
          authors: [{ name: 'Ada Byron' }],
          apart: [{ commit: summary('b'), in: 'dev', why: 'production has it as fffffff' }],
        }),
      ),
    );
    expect(await screen.findByRole('heading', { name: /^1 commit by Ada Byron/ })).toBeInTheDocument();
    const panel = within(screen.getByRole('region', { name: 'Would change nothing' }));
    expect(panel.getByRole('link', { name: 'Change b' })).toBeInTheDocument();
    expect(panel.getByText('production has it as fffffff')).toBeInTheDocument();
  });

  it('shows how the configuration differs, line by line, and what is not compared', async () => {
    const place = { repository: 'git.example.com/shop/gitops', revision: sha('b'), path: 'envs/dev', source: 'git/main', seenAt: null };
    await open(
      recordWith(
        comparison({
          config: {
            files: [
              configFile(),
              configFile({ before: null, after: 'envs/dev/secret.yaml', hunks: [], added: 0, removed: 0, why: 'it is no text' }),
            ],
            sides: [{ environment: 'dev', application: 'cart-dev', cluster: 'eu', places: [place] }],
            notes: ['dev: https://github.com/acme/base is not compared'],
            compared: 4,
            why: null,
          },
        }),
      ),
    );
    const panel = within(await screen.findByRole('region', { name: 'Configuration' }));
    expect(panel.getByText('2 of 4 files differ.')).toBeInTheDocument();
    expect(panel.getByRole('row', { name: /added:\s*replicas: 1$/ })).toBeInTheDocument();
    expect(panel.getByRole('row', { name: /removed:\s*replicas: 3$/ })).toBeInTheDocument();
    expect(panel.getByText('only in dev; differs, and is not shown: it is no text')).toBeInTheDocument();
    expect(panel.getByText('dev: https://github.com/acme/base is not compared')).toBeInTheDocument();
  });

  it('asks for the rest of a long file', async () => {
    const lines = Array.from({ length: 300 }, (_, index) => `+line ${index + 1}`);
    const file = configFile({ added: 300, removed: 0, hunks: [{ before: 1, after: 1, lines }] });
    await open(recordWith(comparison({ config: { files: [file], sides: [], notes: [], compared: 1, why: null } })));
    await userEvent.click(await screen.findByText('envs/dev/deployment.yaml'));
    expect(screen.queryByRole('row', { name: /line 200$/ })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Show all 300 lines' }));
    expect(screen.getByRole('row', { name: /line 200$/ })).toBeInTheDocument();
  });

  it('says why the commits are not known', async () => {
    await open(recordWith(comparison({ why: 'dev: no image names its commit' })));
    expect(await screen.findByText('dev: no image names its commit')).toBeInTheDocument();
    expect(screen.queryByRole('region', { name: 'Would go' })).not.toBeInTheDocument();
  });

  it.each<[string, string, string]>([
    ['an environment that is not there', `service=${REF}&from=qa&to=production`, 'There is no such environment'],
    ['a service that is not there', 'service=component:default/none&from=dev&to=production', 'none is not on the record'],
    ['the same environment twice', `service=${REF}&from=dev&to=dev`, 'dev stands on both sides'],
    ['no service', '', 'No service is chosen'],
  ])('says so of %s', async (_, query, said) => {
    await open(recordWith(comparison()), query);
    expect(await screen.findByRole('heading', { name: said })).toBeInTheDocument();
  });
});
