import { ApplicationFacts, OperationFacts } from '@slipway/plugin-delivery-common';
import { parse } from 'yaml';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';
import { entityStory, minute, operationFacts, stateFacts, story } from '../__testUtils__/observe';
import { parseEnvironmentRules } from '../environments/parseEnvironmentRules';
import { RuleSettings } from '../model';
import { projectRecord } from '../projectRecord';
import { overlaySilence } from './overlaySilence';

const settings: RuleSettings = {
  environments: parseEnvironmentRules(['dev', 'staging', 'production']),
  services: [],
  clusters: [],
  argocdUrls: { main: 'https://argocd.example.com/' },
  tracesImages: false,
};
const CART = 'component:default/cart';
const entity = entityFacts({ ref: CART, owner: 'group:default/shop', annotations: { 'argocd/app-selector': 'app=cart' } });

/** An application of the service in one region, with the sync that brought its version. */
function region(uid: string, tag: string, facts: Partial<ApplicationFacts> = {}, at = 1): Array<ApplicationFacts | OperationFacts> {
  const sync = operationFacts(at, 'aaa', { uid, application: `argocd/main/${uid}`, images: [`acme/cart:${tag}`] });
  return [
    sync,
    stateFacts(sync, {
      uid,
      name: `cart-production-${uid}`,
      labels: { app: 'cart' },
      destination: { name: uid, namespace: 'shop' },
      workloads: [{ group: 'apps', kind: 'Deployment', namespace: '', name: 'cart' }],
      ...facts,
    }),
  ];
}

function fleet(told: Array<ApplicationFacts | OperationFacts>, rules: RuleSettings = settings) {
  return projectRecord([...entityStory(entity), ...story(...told)], rules);
}

function production(told: Array<ApplicationFacts | OperationFacts>, rules: RuleSettings = settings) {
  return fleet(told, rules)
    .services.get(CART)!
    .cells.find(cell => cell.environment === 'production')!;
}

const single: RuleSettings = {
  ...settings,
  environments: parseEnvironmentRules(['dev', { name: 'production', single: true, match: [{ name: '*production*' }] }]),
};

const cells: Record<string, [Record<string, unknown>, ReturnType<typeof production>]> = {
  'a claimed service without an application is Not deployed': [
    { word: 'Not deployed', targets: 0, why: 'No application of it is mapped to production.', since: null, rank: 8 },
    production([]),
  ],
  'one version in all regions is the version': [
    {
      word: 'Healthy',
      version: expect.objectContaining({ name: '1' }),
      spread: null,
      count: null,
      targets: 2,
      since: '2026-03-09T09:01:30Z',
    },
    production([...region('eu', '1'), ...region('us', '1', {}, 5)]),
  ],
  'different versions are counted': [
    { version: expect.objectContaining({ name: '2' }), spread: '2 of 3 on 2' },
    production([...region('eu', '1'), ...region('us', '2'), ...region('ap', '2')]),
  ],
  'of equally many the newer version is shown': [
    { version: expect.objectContaining({ name: '1' }), spread: '1 of 2 on 1' },
    production([...region('eu', '2'), ...region('us', '1', {}, 5)]),
  ],
  'the worst word is said, with how many it is true of': [
    { word: 'Degraded', health: 'Degraded', count: '1 of 2 degraded', since: minute(7) },
    production([...region('eu', '1'), ...region('us', '1', { health: 'Degraded', healthSince: minute(7) })]),
  ],
  'Missing is worse than Unknown in health': [
    { health: 'Missing' },
    production([...region('eu', '1', { health: 'Unknown' }), ...region('us', '1', { health: 'Missing', healthSince: minute(7) })]),
  ],
  'an application that is gone does not count beside one that is there': [
    { word: 'Healthy', targets: 1 },
    production([...region('eu', '1', { gone: true }), ...region('us', '1')]),
  ],
  'where all are gone nothing is deployed': [{ word: 'Not deployed', targets: 1 }, production(region('eu', '1', { gone: true }))],
  'two applications in an environment that takes one are a conflict': [
    {
      word: 'Conflict',
      why: "'cart-production-eu' and 'cart-production-us' both claim production, which is configured as single: remove one, or change the annotation or rule that maps it there.",
    },
    production([...region('eu', '1'), ...region('us', '1')], single),
  ],
  'two applications that manage one workload are a conflict, and it says what to change': [
    {
      word: 'Conflict',
      count: null,
      why: "Deployment shop/cart is managed by 'cart-production-eu' and by 'main/argocd/cart-production-us': remove it from one of them.",
    },
    production([...region('eu', '1'), ...region('us', '1', { destination: { name: 'eu', namespace: 'shop' } })]),
  ],
  'the same workload in another cluster is none': [{ word: 'Healthy' }, production([...region('eu', '1'), ...region('us', '1')])],
  'what is gone manages nothing': [
    { word: 'Healthy' },
    production([...region('eu', '1'), ...region('us', '1', { gone: true, destination: { name: 'eu', namespace: 'shop' } })]),
  ],
};

it.each(Object.entries(cells))('%s', (_, [expected, cell]) => {
  expect(cell).toMatchObject(expected);
});

describe('a row', () => {
  it('has a cell for each environment in their order, and a last one only for what is in none', () => {
    const { row } = fleet([...region('eu', '1'), ...region('x', '1', { name: 'cart-elsewhere' })]).services.get(CART)!;
    expect(row.cells.map(cell => cell.environment)).toEqual(['dev', 'staging', 'production', null]);
    expect(fleet(region('eu', '1')).services.get(CART)!.row.cells).toHaveLength(3);
  });

  it('links to Argo CD, and says why it is bound and when it was deployed last', () => {
    const { row, targets } = fleet(region('eu', '1')).services.get(CART)!;
    expect(row).toMatchObject({ ref: CART, name: 'cart', claimed: true, owner: 'group:default/shop', lastDeployedAt: minute(1) });
    expect(targets[0]).toMatchObject({
      argocdUrl: 'https://argocd.example.com/applications/argocd/cart-production-eu',
      boundBy: 'annotation argocd/app-selector: app=cart',
    });
  });

  it('is shown under each of several entities, and says so', () => {
    const other = { ...entity, ref: 'component:default/other' };
    const { services } = projectRecord([...entityStory(entity, other), ...story(...region('eu', '1'))], settings);
    expect(services.get(CART)!.targets[0].alsoClaimedBy).toEqual([other.ref]);
    expect(services.get(other.ref)!.targets[0].alsoClaimedBy).toEqual([CART]);
  });

  it('names its versions after the image that the entity names', () => {
    const [sync, state] = region('eu', '1') as [OperationFacts, ApplicationFacts];
    const named = { ...entity, annotations: { ...entity.annotations, 'slipway.dev/version-image': 'acme/proxy' } };
    const { services } = projectRecord(
      [...entityStory(named), ...story({ ...sync, images: ['acme/cart:1', 'acme/proxy:9'] }, state)],
      settings,
    );
    expect(services.get(CART)!.deployments[0].version.name).toBe('9');
  });

  it('keeps the deployments of an application that was re-created, newest first', () => {
    const { deployments, targets } = fleet([
      ...region('eu', '1', { gone: true }),
      ...region('eu-2', '2', { name: 'cart-production-eu' }, 5),
    ]).services.get(CART)!;
    expect(deployments.map(item => [item.kind, item.version.name])).toEqual([
      ['first', '2'],
      ['first', '1'],
    ]);
    expect(targets).toHaveLength(1);
  });
});

describe('what no entity claims', () => {
  const unclaimed = ['dev', 'prod-eu'].map((place, index) =>
    applicationFacts({ uid: `uid-${index}`, name: `basket-${place}`, destination: { namespace: `basket-${place}` } }),
  );

  it('is one group, with why and a catalog-info.yaml that would claim it', () => {
    const group = projectRecord(story(...unclaimed), settings).services.get('unclaimed:basket')!;
    expect(group.row).toMatchObject({ name: 'basket', claimed: false });
    expect(group.cells.map(cell => cell.word)).toEqual(['Healthy', 'Not deployed', 'Healthy']);
    expect(group.whyHere).toBe("No catalog entity claims it. It is listed under 'basket' after its name without environment and region.");
    expect(parse(group.catalogInfo!)).toMatchObject({
      kind: 'Component',
      metadata: { name: 'basket', annotations: { 'argocd/app-name': 'basket-dev,basket-prod-eu', 'argocd/instance-name': 'main' } },
    });
  });

  it('is claimed by that catalog-info.yaml', () => {
    const group = projectRecord(story(...unclaimed), settings).services.get('unclaimed:basket')!;
    const { annotations } = parse(group.catalogInfo!).metadata;
    const basket = entityFacts({ ref: 'component:default/basket', annotations });
    const { services } = projectRecord([...entityStory(basket), ...story(...unclaimed)], settings);
    expect([...services.keys()]).toEqual([basket.ref]);
    expect(services.get(basket.ref)!.targets).toHaveLength(2);
  });

  it('goes when all of it is gone', () => {
    const gone = unclaimed.map(facts => ({ ...facts, gone: true }));
    expect(projectRecord(story(...gone), settings).services.size).toBe(0);
  });
});

describe('silence', () => {
  const { row, cells: all, targets } = fleet(region('eu', '1')).services.get(CART)!;

  it('marks the cells and targets of a silent source, and keeps what they said', () => {
    const silent = new Map([['argocd/main', minute(20)]]);
    expect(overlaySilence(all[2], silent)).toEqual({ ...all[2], lastHeardAt: minute(20) });
    expect(overlaySilence(targets[0], silent).lastHeardAt).toBe(minute(20));
    expect(overlaySilence(row, silent).cells.map(cell => cell.lastHeardAt)).toEqual([null, null, minute(20)]);
  });

  it('leaves alone what other sources said', () => {
    expect(overlaySilence(row, new Map([['argocd/edge', minute(20)]]))).toEqual(row);
  });
});
