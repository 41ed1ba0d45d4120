import '@testing-library/jest-dom';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { machineToken } from '../__testUtils__/explanations';
import { FakeAccessApi } from '../__testUtils__/FakeAccessApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { AccessRequestError } from '../api/AccessRequestError';
import { TokensPage } from './TokensPage';

beforeAll(standInForBrowser);

const SECRET = 'slw_secret-of-ci';

describe('the page of the tokens', () => {
  it('shows the text of a token that was made once, and keeps it nowhere', async () => {
    const api = new FakeAccessApi();
    await openPage(api, <TokensPage />);
    expect(await screen.findByText('No token was made here yet.')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Make a token' }));
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByRole('textbox', { name: /^Name/ }), 'ci');
    await userEvent.type(dialog.getByRole('textbox', { name: /^About repositories/ }), 'shop/*');
    expect(dialog.getByText(/It hands in any event about shop\/\*, and reads nothing\./)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Make the token' }));
    expect(await screen.findByText(SECRET)).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    expect(screen.getByText(SECRET)).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'I have it' }));
    await waitFor(() => expect(screen.queryByText(SECRET)).not.toBeInTheDocument());
    expect(await screen.findByRole('row', { name: /^ci …wxyz any event about shop\/\*/ })).toBeInTheDocument();
    expect(JSON.stringify([window.location.href, { ...localStorage }, { ...sessionStorage }])).not.toContain(SECRET);
  });

  it('says why a token was not made, and keeps what was written', async () => {
    const api = new FakeAccessApi();
    api.tokens = [machineToken('ci')];
    await openPage(api, <TokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Make a token' }));
    await userEvent.type(screen.getByRole('textbox', { name: /^Name/ }), 'ci');
    await userEvent.click(screen.getByRole('button', { name: 'Make the token' }));
    expect(await screen.findByText("There is a token 'ci' already.")).toBeInTheDocument();
    expect(screen.getByRole('textbox', { name: /^Name/ })).toHaveValue('ci');
  });

  it('says what stops working before a token is revoked', async () => {
    const api = new FakeAccessApi();
    api.tokens = [machineToken('ci', { bounds: { types: ['dev.cdevents.*'] }, reads: true })];
    await openPage(api, <TokensPage />);
    await userEvent.click(await screen.findByRole('button', { name: 'Revoke ci' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Revoke ci?' }));
    expect(dialog.getByText(/no longer hands in events dev\.cdevents\.\*, and no longer reads delivery and catalog/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Revoke' }));
    expect(await screen.findByText('No token works, 1 ended.')).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Revoke ci' })).not.toBeInTheDocument();
  });

  it('offers nothing to whoever may only look', async () => {
    const api = new FakeAccessApi();
    api.tokens = [machineToken('ci')];
    api.may = { mayCreate: false, mayRevoke: false };
    await openPage(api, <TokensPage />);
    expect(await screen.findByText('1 token works.')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('lists the credentials of the configuration with the key where they end', async () => {
    const api = new FakeAccessApi();
    const key = 'access.oidc[0]';
    api.configured = [{ name: 'actions', subject: 'https://token.example.com', kind: 'github', bounds: {}, key }];
    await openPage(api, <TokensPage />);
    const row = await screen.findByRole('row', { name: /^actions/ });
    expect(row).toHaveTextContent('a token that GitHub signs for each job');
    expect(row).toHaveTextContent(key);
  });

  it('says which item is missing where tokens are not taken', async () => {
    const api = new FakeAccessApi();
    api.accepted = false;
    await openPage(api, <TokensPage />);
    expect(await screen.findByText(/- type: slipway/)).toBeInTheDocument();
  });

  it('says so to whoever may not see them', async () => {
    const api = new FakeAccessApi();
    api.failure = new AccessRequestError(403, 'NotAllowedError', 'This needs the permission access.token.read');
    await openPage(api, <TokensPage />);
    expect(await screen.findByText(/This needs the permission access\.token\.read\./)).toBeInTheDocument();
  });
});
