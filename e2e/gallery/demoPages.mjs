/** Pages of the demo by the person who is shown them: a name for the picture, the address, and what stands there when it has loaded. */
export const demoPages = {
  'Priya Raman': [
    { name: 'home', address: '/', shows: 'Deployed lately' },
    { name: 'fleet', address: '/delivery', shows: 'legacy-billing' },
    { name: 'catalog', address: '/catalog', shows: 'Storefront' },
    { name: 'system', address: '/catalog/default/system/checkout', shows: 'Payments' },
    { name: 'team', address: '/catalog/default/group/team-checkout', shows: 'Priya Raman' },
    { name: 'overview', address: '/catalog/default/component/storefront-web', shows: 'Needs' },
    { name: 'tab', address: '/catalog/default/component/storefront-web/delivery', shows: 'What runs where' },
    { name: 'kubernetes', address: '/catalog/default/component/storefront-web/kubernetes', shows: 'storefront-web' },
    { name: 'docs', address: '/catalog/default/component/storefront-web/docs', shows: 'Renders the pages of the shop' },
    { name: 'search', address: '/search?query=cart', shows: 'found for' },
    { name: 'access', address: '/access', shows: 'What may I do' },
    { name: 'create', address: '/create', shows: 'Node service' },
    { name: 'template', address: '/create/templates/default/node-service', shows: 'Name' },
    { name: 'notifications', address: '/notifications', shows: 'Notifications' },
    { name: 'settings', address: '/settings', shows: 'Appearance' },
  ],
  'Mika Lindqvist': [
    { name: 'sources', address: '/delivery/sources', shows: 'argocd/demo' },
    { name: 'unclaimed', address: '/delivery/unclaimed', shows: 'legacy-billing' },
    { name: 'tokens', address: '/access/tokens', shows: 'Tokens of machines' },
    { name: 'apis', address: '/api-docs', shows: 'Cart' },
    { name: 'devtools', address: '/devtools', shows: 'Operating System' },
  ],
};
