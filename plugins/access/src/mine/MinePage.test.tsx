import '@testing-library/jest-dom';
import { screen, within } from '@testing-library/react';
import { explanation, permission } from '../__testUtils__/explanations';
import { FakeAccessApi } from '../__testUtils__/FakeAccessApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { AccessRequestError } from '../api/AccessRequestError';
import { MinePage } from './MinePage';

beforeAll(standInForBrowser);

const CART = 'component:default/cart';
const cart = { ref: CART, owner: 'group:default/shop', system: null, tags: [], environments: ['dev', 'production'] };
const inTheWay = { text: 'It is for the role platform, which you do not have.', place: 'policy.yaml:9', grants: false };

describe('the page of what I may do', () => {
  it('says roles, and each permission with its rule or what is in the way', async () => {
    const api = new FakeAccessApi();
    api.altogether = explanation({ items: [permission('access.token.create', { answer: 'no', reasons: [inTheWay] })] });
    await openPage(api, <MinePage />);
    expect(await screen.findByText('You have the role member.')).toBeInTheDocument();
    expect(screen.getByText('policy.yaml:2')).toBeInTheDocument();
    const row = screen.getByRole('row', { name: /access\.token\.create/ });
    expect(within(row).getByText('No')).toBeInTheDocument();
    expect(within(row).getByText(/which you do not have/)).toHaveTextContent('policy.yaml:9');
  });

  it('has the tab of the tokens for those alone who may see them', async () => {
    const api = new FakeAccessApi();
    api.altogether = explanation({ items: [permission('access.token.read', { answer: 'no' })] });
    await openPage(api, <MinePage />);
    await screen.findByText('You have the role member.');
    expect(screen.queryByRole('link', { name: 'Tokens of machines' })).not.toBeInTheDocument();
  });

  it('answers about the entity and environment of the address', async () => {
    const api = new FakeAccessApi();
    api.about[CART] = explanation({ entity: cart, items: [permission('delivery.link.correct', { answer: 'yes' })] });
    await openPage(api, <MinePage />, `/access?entity=${CART}&environment=production`);
    expect(await screen.findByRole('heading', { name: 'About component:default/cart in production' })).toBeInTheDocument();
    expect(screen.getByText('It is owned by group:default/shop, in no system, without tags, in production.')).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /delivery\.link\.correct/ })).toBeInTheDocument();
  });

  it('says that an entity is not there, and keeps who one is', async () => {
    await openPage(new FakeAccessApi(), <MinePage />, '/access?entity=component:default/gone');
    expect(await screen.findByText(/There is no entity 'component:default\/gone', or it is not shown to you/)).toBeInTheDocument();
    expect(screen.getByText('You have the role member.')).toBeInTheDocument();
  });

  it('says that the policy file is wrong and the last right one holds', async () => {
    const api = new FakeAccessApi();
    api.altogether = explanation({ problem: "policy.yaml:14:11: There is no role 'plattform'" });
    await openPage(api, <MinePage />);
    expect(await screen.findByText("policy.yaml:14:11: There is no role 'plattform'")).toBeInTheDocument();
    expect(screen.getByText(/The last right one holds/)).toBeInTheDocument();
  });

  it('says what the service said where there is no answer', async () => {
    const api = new FakeAccessApi();
    api.failure = new AccessRequestError(503, 'ServiceUnavailableError', 'The plugin is starting');
    await openPage(api, <MinePage />);
    expect(await screen.findByText('The access service answered 503: The plugin is starting.')).toBeInTheDocument();
  });
});
