import '@testing-library/jest-dom';
import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Route, Routes } from 'react-router-dom';
import { build, change, deployment, image, place, sha } from '../__testUtils__/changes';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { cell, row } from '../__testUtils__/rows';
import { ChangePage } from './ChangePage';

const REF = 'component:default/cart';

beforeAll(standInForBrowser);

function foundIn(state: 'here' | 'absent') {
  return {
    change: change('a', { builds: [build()], images: [image('a')] }),
    services: [
      {
        ref: REF,
        name: 'cart',
        title: null,
        touchesKnown: true,
        stages: [],
        before: sha('b'),
        after: null,
        environments: [place('dev', 'here'), place('production', state)],
      },
    ],
    candidates: [],
  };
}

const open = (api: FakeDeliveryApi, name: string) =>
  openPage(
    api,
    <Routes>
      <Route path="changes/:commit" element={<ChangePage />} />
    </Routes>,
    `/changes/${name}`,
  );

describe('the change page', () => {
  it('answers where the change is, what happened, and what proves it', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart', { cells: [cell('dev'), cell('production')] })];
    api.details[REF] = { deployments: [deployment('a')] };
    api.found.aaaaaaa = foundIn('absent');
    await open(api, 'aaaaaaa');
    expect(await screen.findByRole('heading', { name: 'Change a', level: 1 })).toBeInTheDocument();
    const answer = screen.getByRole('region', { name: 'Where it is in cart' });
    expect(within(answer).getByText('In dev.')).toBeInTheDocument();
    expect(within(answer).getByText(/Not in production yet/)).toBeInTheDocument();
    expect(screen.getByText('Healthy in dev in 44s')).toBeInTheDocument();
    expect(screen.getByText('Revision label on the image')).toBeInTheDocument();
    expect(within(screen.getByRole('region', { name: 'Seen by' })).getByText('git/main')).toBeInTheDocument();
  });

  it('says that its branch was rewritten without it, and keeps where it is', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart', { cells: [cell('dev'), cell('production')] })];
    const found = foundIn('here');
    api.found.aaaaaaa = { ...found, change: { ...found.change, rewritten: { branch: 'main', hadAt: '2026-03-14T10:00:00Z' } } };
    await open(api, 'aaaaaaa');
    expect(await screen.findByText(/^rewritten: main had it and has it no more$/)).toBeInTheDocument();
    expect((await screen.findAllByText('In dev and production.')).length).toBeGreaterThan(0);
  });

  it('answers anew when the stream says that the service changed', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart')];
    api.found.aaaaaaa = foundIn('absent');
    await open(api, 'aaaaaaa');
    await screen.findAllByText(/Not in production yet/);
    api.found.aaaaaaa = foundIn('here');
    act(() => api.say({ type: 'changed', refs: [REF] }));
    expect((await screen.findAllByText('In dev and production.')).length).toBeGreaterThan(0);
  });

  it('leads to the change before it, and copies its SHA by c', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart')];
    api.found.aaaaaaa = foundIn('here');
    const before = foundIn('here');
    api.found[sha('b')] = {
      ...before,
      change: change('b'),
      services: before.services.map(service => ({ ...service, before: null, after: sha('a') })),
    };
    const user = userEvent.setup();
    await open(api, 'aaaaaaa');
    await screen.findByRole('heading', { name: 'Change a', level: 1 });
    const written = jest.spyOn(navigator.clipboard, 'writeText');
    await user.keyboard('c');
    expect(await screen.findByText('Copied aaaaaaa')).toBeInTheDocument();
    expect(written).toHaveBeenCalledWith(sha('a'));
    expect(screen.getByRole('link', { name: 'The change before' })).toHaveAttribute('href', `/delivery/changes/${sha('b')}`);
    expect(screen.queryByRole('link', { name: 'The change after' })).not.toBeInTheDocument();
  });

  it('lists its keys, and lets the single ones be turned off and on again', async () => {
    const api = new FakeDeliveryApi();
    api.rows = [row('cart')];
    api.found.aaaaaaa = foundIn('here');
    const user = userEvent.setup();
    await open(api, 'aaaaaaa');
    await screen.findByRole('heading', { name: 'Change a', level: 1 });
    await user.keyboard('?');
    const list = await screen.findByRole('dialog', { name: 'Keys' });
    expect(within(list).getByText('To the change before')).toBeInTheDocument();
    await user.click(within(list).getByRole('switch', { name: 'Single keys act' }));
    await user.keyboard('{Escape}');
    await user.keyboard('c');
    expect(screen.queryByText('Copied aaaaaaa')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Keys' }));
    await user.click(within(await screen.findByRole('dialog', { name: 'Keys' })).getByRole('switch', { name: 'Single keys act' }));
    await user.keyboard('{Escape}');
    await user.keyboard('c');
    expect(await screen.findByText('Copied aaaaaaa')).toBeInTheDocument();
  });

  it('lists the changes that an abbreviated SHA may mean', async () => {
    const api = new FakeDeliveryApi();
    const candidate = (letter: string) => ({
      repository: 'git.example.com/acme/cart',
      commit: sha(letter),
      title: `Change ${letter}`,
      committedAt: null,
    });
    api.found.aaaaaaa = { change: null, services: [], candidates: [candidate('a'), candidate('b')] };
    await open(api, 'aaaaaaa');
    expect(await screen.findByRole('heading', { name: 'aaaaaaa may be 2 changes' })).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Change b' })).toHaveAttribute('href', `/delivery/changes/${sha('b')}`);
  });

  it('says where it looked for what is not there', async () => {
    await open(new FakeDeliveryApi(), 'deadbee');
    expect(await screen.findByText('deadbee is not on the record')).toBeInTheDocument();
    expect(screen.getByText(/in the source of any service that is shown to you/)).toBeInTheDocument();
  });
});
