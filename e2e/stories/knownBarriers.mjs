/** The table of Backstage's older pages puts a handle for dragging, which is a button, into the button that sorts. */
const TABLE = 'https://github.com/material-table-core/core/issues/929';
const STOCK = 'https://github.com/backstage/backstage/issues/7124';

/**
 * What axe finds serious on pages that come as they are from Backstage: by page how often each rule is broken, and where upstream knows of
 * it. It may shrink and not grow; `shows` is what stands there when the page has loaded.
 */
export const knownBarriers = [
  { address: '/settings', shows: 'Appearance', known: {} },
  { address: '/notifications', shows: 'Notifications', known: { 'aria-command-name': [3, TABLE] } },
  { address: '/create', shows: 'Node service', known: { 'link-name': [1, STOCK], 'nested-interactive': [1, STOCK] } },
  { address: '/create/templates/default/node-service', shows: 'Name', known: {} },
  { address: '/create/tasks', shows: 'Task ID', known: { 'nested-interactive': [5, TABLE] } },
  { address: '/docs', shows: 'Storefront', known: { 'nested-interactive': [4, TABLE] } },
  { address: '/api-docs', shows: 'Cart', known: { 'nested-interactive': [7, TABLE] } },
  { address: '/catalog/default/api/cart', shows: 'GET', known: { 'color-contrast': [4, STOCK], 'nested-interactive': [2, STOCK] } },
  { address: '/catalog-graph?rootEntityRefs%5B%5D=component:default/cart', shows: 'Product catalogue', known: { label: [2, STOCK] } },
  { address: '/devtools', shows: 'Operating System', known: { 'nested-interactive': [2, TABLE] } },
  { address: '/devtools/unprocessed-entities', shows: 'Failed', known: { 'nested-interactive': [7, TABLE] } },
];
