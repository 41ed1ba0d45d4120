import { Person } from '@slipway/plugin-delivery-common';

const person = (username: string, name: string): Person => ({ username, name, email: `${username}@shop.demo.example` });

/** Who writes the commits of each team; `people.yaml` has the same people for the catalog. */
export const MEMBERS: Record<string, readonly Person[]> = {
  'team-storefront': [person('nadia', 'Nadia Haddad'), person('felix', 'Felix Brandt'), person('lucia', 'Lucía Ferrer')],
  'team-checkout': [person('priya', 'Priya Raman'), person('jonas', 'Jonas Weber'), person('tomas', 'Tomás Reyes')],
  'team-catalogue': [person('amara', 'Amara Okafor'), person('henrik', 'Henrik Dahl')],
  'team-fulfilment': [person('yuki', 'Yuki Tanaka'), person('oskar', 'Oskar Nowak')],
};

/** The simulated CI, by the name under which it commits. */
export const CI: Person = { username: 'demo-ci', name: 'demo-ci', email: 'demo-ci@shop.demo.example' };
