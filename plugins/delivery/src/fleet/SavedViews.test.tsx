import '@testing-library/jest-dom';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { readFilters, writeFilters } from './fleetFilters';
import { SavedViews, SaveView } from './SavedViews';
import { withView } from './useSavedViews';

beforeAll(standInForBrowser);

const addressOf = (filters: ReturnType<typeof readFilters>) => `?${writeFilters(new URLSearchParams(), filters)}`;

function open(query: string) {
  const filters = readFilters(new URLSearchParams(query));
  return openPage(
    new FakeDeliveryApi(),
    <>
      <SaveView filters={filters} />
      <SavedViews filters={filters} addressOf={addressOf} />
    </>,
  );
}

describe('saved views', () => {
  it('keeps the present filters and order under a name, and forgets them', async () => {
    await open('q=cart&sort=health');
    await userEvent.click(screen.getByRole('button', { name: 'Save this view' }));
    await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), 'My carts{Enter}');
    expect(await screen.findByRole('link', { name: 'My carts' })).toHaveAttribute('href', '/?q=cart&sort=health');
    expect(screen.queryByRole('button', { name: 'Save this view' })).not.toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Forget the view My carts' }));
    expect(screen.queryByRole('link', { name: 'My carts' })).not.toBeInTheDocument();
  });

  it('offers nothing to save for a commit that somebody pasted', async () => {
    await open('q=0123abc');
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('replaces a view of the same name', () => {
    const views = [{ name: 'a', query: 'q=1' }];
    expect(withView(views, { name: 'a', query: 'q=2' })).toEqual([{ name: 'a', query: 'q=2' }]);
    expect(withView(views, { name: 'b', query: '' })).toHaveLength(2);
  });
});
