/** What somebody types, why, and which answers they would have wanted first. */
export interface JudgedQuery {
  /** Who asks: of the team Checkout where nothing else is said. */
  as?: 'priya' | 'yuki' | 'nadia';
  typed: string;
  /** Ends of locations; any of them is right. */
  wanted: string[];
}

const component = (name: string) => `/catalog/default/component/${name}`;
const api = (name: string) => `/catalog/default/api/${name}`;
const system = (name: string) => `/catalog/default/system/${name}`;
const group = (name: string) => `/catalog/default/group/${name}`;
const user = (name: string) => `/catalog/default/user/${name}`;
const resource = (name: string) => `/catalog/default/resource/${name}`;
const doc = (name: string, page = '') => `/docs/default/component/${name}/${page}`;

const q = (typed: string, ...wanted: string[]): JudgedQuery => ({ typed, wanted });
const as = (who: NonNullable<JudgedQuery['as']>, typed: string, ...wanted: string[]): JudgedQuery => ({ as: who, typed, wanted });

/** Sixty searches in the demo organisation: exact and unfinished names, mistakes, people, APIs, resources, docs, and what is one's own. */
export const judgedQueries: JudgedQuery[] = [
  q('payments', component('payments')),
  q('Payments', component('payments')),
  q('cart', component('cart')),
  q('checkout-api', component('checkout-api')),
  q('checkout api', component('checkout-api'), api('checkout-api')),
  q('inventory', component('inventory')),
  q('shipping-rates', component('shipping-rates')),
  q('shipping rates', component('shipping-rates')),
  q('storefront-web', component('storefront-web')),
  q('media-resizer', component('media-resizer')),
  q('product catalogue', component('product-catalog')),
  q('product-catalog', component('product-catalog')),
  q('recommendations', component('recommendations')),
  q('order tracker', component('order-tracker')),
  q('checkout', system('checkout'), group('team-checkout')),
  q('fulfilment', system('fulfilment'), group('team-fulfilment')),
  q('team-checkout', group('team-checkout')),
  q('platform', group('platform')),
  q('orders-db', resource('orders-db')),
  q('media-bucket', resource('media-bucket')),
  // Unfinished.
  q('paym', component('payments')),
  q('recomm', component('recommendations')),
  q('inven', component('inventory')),
  q('shipp', component('shipping-rates')),
  q('media', component('media-resizer'), resource('media-bucket')),
  q('produ', component('product-catalog'), resource('product-db')),
  q('pric', component('pricing')),
  q('order-t', component('order-tracker')),
  // Mistyped.
  q('paymnets', component('payments')),
  q('payemnts', component('payments')),
  q('inventroy', component('inventory')),
  q('recomendations', component('recommendations')),
  q('chekout api', component('checkout-api'), api('checkout-api')),
  q('shiping rates', component('shipping-rates')),
  q('stroefront', component('storefront-web'), system('storefront'), group('team-storefront')),
  q('prodcut catalogue', component('product-catalog')),
  q('pricng', component('pricing')),
  q('order traker', component('order-tracker')),
  q('media resiser', component('media-resizer')),
  q('fulfillment', system('fulfilment'), group('team-fulfilment')),
  // People.
  q('priya', user('priya')),
  q('Priya Raman', user('priya')),
  q('prya', user('priya')),
  q('weber', user('jonas')),
  q('tomas reyes', user('tomas')),
  q('yuki@shop.demo.example', user('yuki')),
  q('lindqvist', user('mika')),
  q('okafor', user('amara')),
  // Kinds.
  q('payments api', api('payments')),
  q('cart api', api('cart')),
  q('checkout system', system('checkout')),
  // Docs.
  q('payments runbook', doc('payments', 'runbook/')),
  q('runbook cart', doc('cart', 'runbook/')),
  q('acquirer', doc('payments')),
  as('yuki', 'runbook inventory', doc('inventory', 'runbook/')),
  // Texts of entities.
  q('carrier', component('shipping-rates'), api('shipping-rates')),
  q('basket', component('cart'), api('cart'), component('checkout-api')),
  q('pictures', component('media-resizer'), resource('media-bucket'), group('team-catalogue')),
  // One's own first.
  as('yuki', 'order', component('order-tracker')),
  as('priya', 'order', resource('orders-db'), resource('order-events')),
];
