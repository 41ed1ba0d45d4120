import '@testing-library/jest-dom';
import { screen } from '@testing-library/react';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { row } from '../__testUtils__/rows';
import { UnclaimedPage } from './UnclaimedPage';

beforeAll(standInForBrowser);

describe('the unclaimed page', () => {
  it('says why nobody claims a group and what to paste', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart'), row('billing', { ref: 'unclaimed:billing', claimed: false })];
    api.details['unclaimed:billing'] = {
      whyHere: 'No catalog entity claims it.',
      catalogInfo: 'metadata:\n  annotations:\n    argocd/app-name: billing-dev\nspec:\n  type: service\n',
    };
    await openPage(api, <UnclaimedPage />);
    expect(await screen.findByRole('heading', { name: 'billing' })).toBeInTheDocument();
    expect(screen.getByText('No catalog entity claims it.')).toBeInTheDocument();
    expect(screen.getByText('argocd/app-name: billing-dev')).toBeInTheDocument();
    expect(screen.queryByRole('heading', { name: 'cart' })).not.toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'billing' })).toHaveAttribute('href', '/delivery?service=unclaimed%3Abilling');
  });

  it('says so where nothing is unclaimed', async () => {
    await openPage(new FakeDeliveryApi(), <UnclaimedPage />);
    expect(await screen.findByText('Nothing is unclaimed')).toBeInTheDocument();
  });
});
