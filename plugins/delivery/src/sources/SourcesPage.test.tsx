import '@testing-library/jest-dom';
import { screen, within } from '@testing-library/react';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { formatMoment } from '../words/ages';
import { SourcesPage } from './SourcesPage';

beforeAll(standInForBrowser);

describe('the sources page', () => {
  it('shows a row per source with what went wrong and what it did not see', async () => {
    const api = new FakeDeliveryApi();
    api.sources = [
      {
        name: 'argocd/main',
        state: 'retrying',
        silent: true,
        lastHeardAt: '2026-03-14T13:51:00Z',
        lagSeconds: 130,
        error: 'connect ECONNREFUSED',
        cursor: '4711',
        observations: 1284,
        upstreamRequests: 42,
        unseen: [{ from: '2026-03-14T12:00:00Z', until: '2026-03-14T12:02:00Z', reason: 'the connection was lost' }],
        lastAudit: { at: '2026-03-14T13:00:00Z', compared: 90, different: 2 },
      },
      { name: 'stories', state: 'posted', silent: false, lastHeardAt: null },
    ];
    await openPage(api, <SourcesPage />);
    expect(await screen.findByText('2 sources, 1 silent')).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /argocd\/main/ });
    for (const text of ['Silent', '2m 10s', '1,284', '42', '2 of 90 differed, mended']) {
      expect(within(row).getByText(text)).toBeInTheDocument();
    }
    expect(screen.getByText('connect ECONNREFUSED')).toBeInTheDocument();
    expect(screen.getByText(/2m: the connection was lost/)).toBeInTheDocument();
    expect(screen.getByText('4711')).toBeInTheDocument();
    expect(within(screen.getByRole('row', { name: /stories/ })).getByText('makes none')).toBeInTheDocument();
  });

  it('says until when a rate limit holds, in the reader’s time', async () => {
    const api = new FakeDeliveryApi();
    const until = '2026-03-14T13:51:00Z';
    const error = `github.com: its limit of requests is reached until ${until}; nothing more is asked until then`;
    api.sources = [{ name: 'git/github', state: 'retrying', silent: false, lastHeardAt: until, error }];
    await openPage(api, <SourcesPage />);
    const told = await screen.findByText(/its limit of requests is reached until/);
    expect(told).toHaveTextContent(`reached until ${formatMoment(until, Date.now())}; nothing more`);
    expect(screen.getByRole('link', { name: 'git/github' })).toHaveAttribute('href', '/delivery/sources#git%2Fgithub');
  });

  it('says how to connect one where there is none', async () => {
    await openPage(new FakeDeliveryApi(), <SourcesPage />);
    expect(await screen.findByText('Nothing is connected yet')).toBeInTheDocument();
  });

  it('says who can help where the reader may not see them', async () => {
    const api = new FakeDeliveryApi();
    api.failure = new DeliveryRequestError(403, 'NotAllowedError', 'Reading sources needs the permission delivery.source.read');
    await openPage(api, <SourcesPage />);
    expect(await screen.findByText(/delivery\.source\.read/)).toBeInTheDocument();
  });
});
