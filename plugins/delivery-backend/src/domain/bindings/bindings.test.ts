import { applicationFacts, entityFacts } from '../../__testUtils__/facts';
import { EntityClaim } from '../model';
import { bindApplication, BindingContext, isClaimed } from './bindApplication';
import { claimsOf } from './claimsOf';
import { ruleClaimsOf, ruledRefs } from './serviceRules';
import { guessService } from './guessService';

const CART = 'component:default/cart';
const claims = (annotations: Record<string, string>, ref = CART) => claimsOf(entityFacts({ ref, annotations }));

const claimed: Record<string, [EntityClaim[], EntityClaim[]]> = {
  'an entity without annotations claims nothing': [claims({}), []],
  'an entity that is gone claims nothing': [
    claimsOf(entityFacts({ ref: CART, gone: true, annotations: { 'argocd/app-name': 'cart' } })),
    [],
  ],
  'a name': [claims({ 'argocd/app-name': 'cart' }), [{ ref: CART, by: 'app-name', name: 'cart' }]],
  'names and instances, each with each': [
    claims({ 'argocd/app-name': 'cart-eu, cart-us', 'argocd/instance-name': 'main', 'argocd/app-namespace': 'argocd' }),
    ['cart-eu', 'cart-us'].map(name => ({ ref: CART, by: 'app-name', name, instance: 'main', namespace: 'argocd' })),
  ],
  'a selector': [
    claims({ 'argocd/app-selector': 'app=cart,tier==web' }),
    [{ ref: CART, by: 'app-selector', selector: { app: 'cart', tier: 'web' } }],
  ],
  'a selector that is no equality claims nothing': [claims({ 'argocd/app-selector': 'app in (cart)' }), []],
  'the id of the Kubernetes plugin': [
    claims({ 'backstage.io/kubernetes-id': 'cart' }),
    [{ ref: CART, by: 'kubernetes-id', selector: { 'backstage.io/kubernetes-id': 'cart' } }],
  ],
};

it.each(Object.entries(claimed))('%s', (_, [actual, expected]) => {
  expect(actual).toEqual(expected);
});

const app = applicationFacts({ instance: 'main', namespace: 'argocd', name: 'cart', labels: { app: 'cart' } });
const twin = { instance: 'edge', namespace: 'argocd', name: 'cart' };
const bind = (all: EntityClaim[], context?: BindingContext) => bindApplication(app, all, context).claimedBy.map(item => item.ref);
const OTHER = 'component:default/other';

const bound: Record<string, [string[], string[]]> = {
  'by its name': [bind(claims({ 'argocd/app-name': 'cart' })), [CART]],
  'by its labels': [bind(claims({ 'argocd/app-selector': 'app=cart' })), [CART]],
  'not by some of them': [bind(claims({ 'argocd/app-selector': 'app=cart,tier=web' })), []],
  'not from another instance': [bind(claims({ 'argocd/app-name': 'cart', 'argocd/instance-name': 'edge' })), []],
  'not from another namespace': [bind(claims({ 'argocd/app-name': 'cart', 'argocd/app-namespace': 'team' })), []],
  'by a name rather than by a selector': [
    bind([...claims({ 'argocd/app-selector': 'app=cart' }, OTHER), ...claims({ 'argocd/app-name': 'cart' })]),
    [CART],
  ],
  'to each of several that claim it alike': [
    bind([...claims({ 'argocd/app-name': 'cart' }, OTHER), ...claims({ 'argocd/app-name': 'cart' })]),
    [CART, OTHER],
  ],
  'to nobody by a name that two applications have': [bind(claims({ 'argocd/app-name': 'cart' }), { namesakes: [twin] }), []],
  'by such a name with its instance': [
    bind(claims({ 'argocd/app-name': 'cart', 'argocd/instance-name': 'main' }), { namesakes: [twin] }),
    [CART],
  ],
  'by a name that only what it replaced had': [bind(claims({ 'argocd/app-name': 'cart' }), { namesakes: [app] }), [CART]],
};

it.each(Object.entries(bound))('an application is bound %s', (_, [actual, expected]) => {
  expect(actual).toEqual(expected);
});

it('says why an ambiguous name binds nothing, and what to add', () => {
  const binding = bindApplication(app, claims({ 'argocd/app-name': 'cart' }), { namesakes: [twin] });
  expect(isClaimed(binding)).toBe(false);
  expect(binding.unclaimed).toEqual({
    id: 'cart',
    name: 'cart',
    why: "component:default/cart claims the name 'cart', and 2 applications have it (edge/argocd/cart, main/argocd/cart): add argocd/instance-name to the entity. It is listed under 'cart' after its name.",
  });
});

const SERVICES = [
  { entity: 'component:default/{label:team}-{service}', match: [] },
  { entity: 'Component:shop/{service}', match: [{ namespace: 'shop' }] },
  { entity: 'component:default/{project}', match: [{ name: 'cart*' }] },
];
const known = (...refs: string[]) => refs.flatMap(ref => ruleClaimsOf(entityFacts({ ref }), { services: SERVICES }));
const ruled = (facts: Parameters<typeof applicationFacts>[0], all: EntityClaim[]) => {
  const application = applicationFacts({ name: 'cart-dev', ...facts });
  const context = { ruled: ruledRefs(application, { services: SERVICES, environments: [] }) };
  return bindApplication(application, all, context).claimedBy.map(({ ref, why }) => `${ref} by ${why}`);
};
const SHOP_CART = 'component:shop/cart';

const byRule: Record<string, [string[], string[]]> = {
  'to the entity that it names': [
    ruled({ destination: { namespace: 'shop' } }, known(SHOP_CART)),
    [`${SHOP_CART} by rule 2 of delivery.services`],
  ],
  'to nobody whom the catalog does not have': [ruled({ destination: { namespace: 'shop' } }, known('component:shop/till')), []],
  'to the first that the catalog has': [
    ruled({ destination: { namespace: 'shop' }, project: 'store' }, known('component:default/store')),
    ['component:default/store by rule 3 of delivery.services'],
  ],
  'by an earlier rule rather than by a later one': [
    ruled({ destination: { namespace: 'shop' }, labels: { team: 'blue' } }, known(SHOP_CART, 'component:default/blue-cart')),
    ['component:default/blue-cart by rule 1 of delivery.services'],
  ],
  'to nobody where what it names is no name': [ruled({ name: 'till', labels: { team: 'a b' } }, known('component:default/a b-till')), []],
  'to nobody where a label that it names is not there': [ruled({}, known('component:default/-cart')), []],
  'to what an annotation says instead': [
    ruled({ destination: { namespace: 'shop' } }, [...known(SHOP_CART), ...claims({ 'argocd/app-name': 'cart-dev' })]),
    [`${CART} by annotation argocd/app-name: cart-dev`],
  ],
};

it.each(Object.entries(byRule))('a rule binds %s', (_, [actual, expected]) => {
  expect(actual).toEqual(expected);
});

it('a rule knows no entity that is gone', () => {
  expect(ruleClaimsOf(entityFacts({ ref: CART, gone: true }), { services: SERVICES })).toEqual([]);
});

const guesses: Record<string, [string, Partial<Parameters<typeof guessService>[0]>]> = {
  'its name': ['cart', { name: 'cart' }],
  'its name without the environment': ['cart', { name: 'cart-dev' }],
  'its name without environment and region': ['cart', { name: 'cart-prod-eu-west-1' }],
  'a name with a number of its own': ['service-00001', { name: 'service-00001-dev' }],
  'a name with a numbered place in front': ['cart', { name: 'prod-2-cart' }],
  'its name without an environment in front': ['cart', { name: 'production-eu-cart' }],
  'its name without a configured environment': ['cart', { name: 'cart-blue' }],
  'a name with a region that stands alone': ['in-stock', { name: 'in-stock' }],
  'a name with a place in its middle': ['live-chat-api', { name: 'live-chat-api' }],
  'its label': ['basket', { name: 'cart-dev', labels: { 'app.kubernetes.io/name': 'basket' } }],
  'its ApplicationSet where the name says the place only': ['cart', { name: 'dev-eu', applicationSet: 'cart' }],
  'its ApplicationSet where the name begins with it': ['cart', { name: 'cart-cluster-17', applicationSet: 'cart' }],
  'what it is part of where nothing else is left': ['shop', { name: 'dev', labels: { 'app.kubernetes.io/part-of': 'shop' } }],
};

it.each(Object.entries(guesses))('the service is guessed from %s', (_, [name, facts]) => {
  expect(guessService({ name: '', labels: {}, applicationSet: null, ...facts }, ['blue']).name).toBe(name);
});
