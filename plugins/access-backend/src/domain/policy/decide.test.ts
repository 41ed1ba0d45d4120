import { decide } from './decide';
import { EntityFeatures, Person } from './model';
import { holds, isAll, isNone } from './filters';
import { parsePolicy } from './parsePolicy';

const policyOf = (rules: string) =>
  parsePolicy(
    `roles: { member: everyone, shop: group:default/shop, ada: user:default/ada }\nrules: [${rules}]`,
    { name: 'test', hasLines: false },
    { names: [] },
  );
const ADA: Person = { ref: 'user:default/ada', ownership: ['user:default/ada', 'group:default/shop'] };
const BOB: Person = { ref: 'user:default/bob', ownership: ['user:default/bob'] };
const catalog = (verb: string) => ({ name: `catalog.entity.${verb}`, resourceType: 'catalog-entity', action: verb });
const delivery = (name = 'delivery.service.read') => ({ name, resourceType: 'delivery-service', action: 'read' });
const CART: EntityFeatures = {
  kind: 'component',
  owner: 'group:default/shop',
  system: 'system:default/store',
  tags: ['public'],
  environments: ['dev', 'production'],
};
const LEDGER: EntityFeatures = { ...CART, owner: 'group:default/bank', system: null, tags: [], environments: ['production'] };
const READS = "may: ['*.read']";

describe('a policy decides', () => {
  it.each<[string, string, Person, object, EntityFeatures, boolean]>([
    ['lets a role see everything', `{ role: member, ${READS} }`, BOB, catalog('read'), LEDGER, true],
    ['gives nothing to whoever lacks the role', `{ role: shop, ${READS} }`, BOB, catalog('read'), CART, false],
    ['knows a role by group', `{ role: shop, ${READS} }`, ADA, catalog('read'), LEDGER, true],
    ['knows a role by person', `{ role: ada, ${READS} }`, ADA, catalog('read'), LEDGER, true],
    ['lets a person see what their groups own', `{ role: member, ${READS}, where: { owner: mine } }`, ADA, catalog('read'), CART, true],
    ['hides what others own', `{ role: member, ${READS}, where: { owner: mine } }`, ADA, catalog('read'), LEDGER, false],
    ['hides by exception', `{ role: member, ${READS}, except: { tag: public } }`, BOB, catalog('read'), CART, false],
    [
      'asks all features of a condition',
      `{ role: member, ${READS}, where: { tag: public, system: system:default/bank } }`,
      BOB,
      catalog('read'),
      CART,
      false,
    ],
    ['adds up its rules', `{ role: member, ${READS}, where: { tag: x } }, { role: member, ${READS} }`, BOB, catalog('read'), CART, true],
    ['knows environments in delivery', `{ role: member, ${READS}, where: { environment: dev } }`, BOB, delivery(), LEDGER, false],
    ['and none in the catalog', `{ role: member, ${READS}, where: { environment: dev } }`, BOB, catalog('read'), LEDGER, true],
    ['leaves an environment out in delivery', `{ role: member, ${READS}, except: { environment: dev } }`, BOB, delivery(), CART, false],
    ['and not in the catalog', `{ role: member, ${READS}, except: { environment: dev } }`, BOB, catalog('read'), CART, true],
    [
      'refuses a command on an entity where nobody knows the environments',
      `{ role: member, may: everything, where: { environment: dev } }`,
      BOB,
      catalog('delete'),
      CART,
      false,
    ],
    [
      'refuses it by exception, too',
      `{ role: member, may: everything, except: { environment: production, tag: public } }`,
      BOB,
      catalog('delete'),
      CART,
      false,
    ],
    ['shows in delivery nothing that the catalog hides', '{ role: member, may: delivery.service.read }', BOB, delivery(), CART, false],
    [
      'commands nothing that the catalog hides',
      `{ role: member, may: delivery.link.correct }, { role: member, ${READS}, where: { tag: public } }`,
      BOB,
      delivery('delivery.link.correct'),
      LEDGER,
      false,
    ],
    [
      'lets the owner do everything',
      '{ role: shop, may: nothing.at.all }',
      { ref: 'user:default/owner', ownership: [] },
      delivery(),
      LEDGER,
      true,
    ],
  ])('%s', (_, rules, person, permission, entity, allowed) => {
    expect(holds(decide(policyOf(rules), person, permission as Parameters<typeof decide>[2]), entity)).toBe(allowed);
  });

  it('about what is no entity all or nothing, by rules without conditions', () => {
    const permission = { name: 'delivery.source.read', action: 'read' };
    expect(isAll(decide(policyOf(`{ role: member, ${READS} }`), BOB, permission))).toBe(true);
    expect(isNone(decide(policyOf(`{ role: member, ${READS}, where: { owner: mine } }`), BOB, permission))).toBe(true);
  });
});
