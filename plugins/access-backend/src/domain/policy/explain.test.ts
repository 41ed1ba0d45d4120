import { explain, rolesInWords } from './explain';
import { EntityFeatures, Person } from './model';
import { parsePolicy } from './parsePolicy';
import { PERMISSION_WORDS } from './permissionWords';

const POLICY = parsePolicy(
  `roles:
  member: everyone
  platform: group:default/platform
rules:
  - { role: member, may: [catalog.entity.read, delivery.service.read], except: { tag: confidential } }
  - { role: member, may: [delivery.link.correct, delivery.source.read], where: { owner: mine } }
  - { role: platform, may: everything }
`,
  { name: 'policy.yaml', hasLines: true },
  { names: [] },
);
const ADA: Person = { ref: 'user:default/ada', ownership: ['user:default/ada', 'group:default/shop'] };
const CART: EntityFeatures = { kind: 'component', owner: 'group:default/shop', system: null, tags: [], environments: ['dev'] };
const named = (name: string) => PERMISSION_WORDS.find(permission => permission.name === name)!;
const ask = (name: string, entity?: EntityFeatures) => explain(POLICY, ADA, named(name), entity);

describe('why somebody may', () => {
  it('names role, rule and what the rule is about', () => {
    expect(ask('delivery.link.correct', CART)).toEqual({
      answer: 'yes',
      reasons: [{ text: 'Your role member gives it for what you or your groups own.', place: 'policy.yaml:6', grants: true }],
    });
  });

  it('says that it depends where no entity is given', () => {
    expect(ask('delivery.service.read')).toEqual({
      answer: 'some',
      reasons: [
        { text: 'Your role member gives it for everything except tag confidential.', place: 'policy.yaml:5', grants: true },
        {
          text: 'It is for the role platform, which you do not have: it belongs to group:default/platform.',
          place: 'policy.yaml:7',
          grants: false,
        },
      ],
    });
  });

  it('is that the owner owns the installation', () => {
    const answer = explain(POLICY, { ref: 'user:default/owner', ownership: [] }, named('access.token.create'));
    expect(answer).toMatchObject({ answer: 'yes', reasons: [{ text: 'You own this installation, and may everything.' }] });
  });
});

describe('why somebody may not', () => {
  it('says what the entity has instead', () => {
    expect(ask('delivery.link.correct', { ...CART, owner: 'group:default/bank' })).toMatchObject({
      answer: 'no',
      reasons: [
        {
          text: 'Your role member gives it for what you or your groups own; this one has owner group:default/bank.',
          place: 'policy.yaml:6',
          grants: false,
        },
        { text: expect.stringContaining('the role platform, which you do not have') },
      ],
    });
  });

  it('says that the catalog hides it', () => {
    const { answer, reasons } = ask('delivery.link.correct', { ...CART, tags: ['confidential'] });
    expect([answer, reasons[0].text]).toEqual(['no', 'The catalog hides it from you, so delivery does as well.']);
  });

  it('says that a rule is about entities, and this is none', () => {
    expect(ask('delivery.source.read').reasons[0].text).toBe('Your role member has it for some entities only, and this is about none.');
  });

  it('says who has the role', () => {
    expect(ask('access.token.create')).toMatchObject({ answer: 'no', reasons: [{ place: 'policy.yaml:7', grants: false }] });
  });
});

it('somebody has their roles by a group or by themselves', () => {
  const pat = { ref: 'user:default/pat', ownership: ['group:default/platform'] };
  expect(rolesInWords(POLICY, pat)).toEqual([
    { name: 'member', because: 'everyone', place: 'policy.yaml:2' },
    { name: 'platform', because: 'group:default/platform', place: 'policy.yaml:3' },
  ]);
});
