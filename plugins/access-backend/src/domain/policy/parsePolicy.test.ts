import { parsePolicy } from './parsePolicy';

const KNOWN = { names: ['catalog.entity.read', 'delivery.service.read', 'delivery.link.correct'] };
const read = (text: string, place = { name: 'policy.yaml', hasLines: true }) => parsePolicy(text, place, KNOWN);

describe('a policy', () => {
  it('is read with where each rule stands', () => {
    const policy = read(`roles:
  member: everyone
  shop: [group:default/Shop, user:default/ada]
rules:
  - role: member
    may: catalog.entity.read
    where: { owner: [mine, Group:default/Platform], tag: Public }
    except:
      - { environment: production }
      - { system: system:default/bank, kind: Component }
  # everything of theirs
  - { role: shop, may: everything }
`);
    expect(policy.roles).toEqual([
      { name: 'member', members: ['everyone'], place: 'policy.yaml:2' },
      { name: 'shop', members: ['group:default/shop', 'user:default/ada'], place: 'policy.yaml:3' },
    ]);
    expect(policy.rules).toEqual([
      {
        role: 'member',
        may: ['catalog.entity.read'],
        where: { owner: ['mine', 'group:default/platform'], tag: ['public'] },
        except: [{ environment: ['production'] }, { system: ['system:default/bank'], kind: ['component'] }],
        place: 'policy.yaml:5',
      },
      { role: 'shop', may: ['*'], except: [], place: 'policy.yaml:12' },
    ]);
  });

  it('names the rule where it stands in the configuration', () => {
    const policy = read('roles: { all: everyone }\nrules: [{ role: all, may: everything }]', { name: 'access.policy', hasLines: false });
    expect(policy.rules[0].place).toBe('access.policy, rule 1');
  });

  const rules = (text: string) => `roles:\n  member: everyone\nrules:\n${text}`;
  it.each<[string, string, string]>([
    [
      'an unknown role',
      rules('  - role: member\n    may: everything\n  - role: plattform\n    may: everything'),
      "policy.yaml:6:11: There is no role 'plattform'; 'roles' has member",
    ],
    ['no roles', 'rules: []', "policy.yaml:1:1: 'roles' is missing"],
    ['an unknown key', rules('  - { role: member, can: everything }'), "policy.yaml:4:21: 'can' is not known in a rule"],
    [
      'an unknown feature',
      rules('  - { role: member, may: everything, where: { team: shop } }'),
      "policy.yaml:4:47: 'team' is not known in 'where'",
    ],
    [
      'a permission that our plugins lack',
      rules('  - { role: member, may: delivery.service.raed }'),
      "policy.yaml:4:26: There is no permission 'delivery.service.raed'",
    ],
    [
      'a pattern that means nothing',
      rules("  - { role: member, may: 'catalog.*.delete' }"),
      "policy.yaml:4:26: There is no permission 'catalog.*.delete'",
    ],
    [
      'an owner that is no ref',
      rules('  - { role: member, may: everything, where: { owner: shop } }'),
      "policy.yaml:4:54: 'shop' is no entity ref",
    ],
    [
      'a member that is nobody',
      'roles: { member: component:default/cart }\nrules: []',
      "policy.yaml:1:18: 'component:default/cart' is nobody",
    ],
    ['an empty list', rules('  - { role: member, may: [] }'), "policy.yaml:4:26: 'may' is an empty list"],
    ['an empty condition', rules('  - { role: member, may: everything, where: {} }'), "policy.yaml:4:45: 'where' is empty"],
    ['a number for a text', rules('  - { role: member, may: 7 }'), "policy.yaml:4:26: 'may' must be a text"],
    ['a role twice', 'roles:\n  a: everyone\n  a: everyone\nrules: []', 'policy.yaml:3:3: Map keys must be unique'],
    ['broken YAML', 'roles: { member: everyone', 'policy.yaml:1:26: '],
    ['nothing', '', 'policy.yaml:1:1: a policy must be a map with roles, rules'],
  ])('with %s is refused, with line and column', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('takes permissions of plugins that it does not know', () => {
    expect(read(rules("  - { role: member, may: ['scaffolder.*', weather.read] }")).rules[0].may).toEqual(['scaffolder.*', 'weather.read']);
  });
});
