import fc from 'fast-check';
import { ENVIRONMENTS, GROUPS, SYSTEMS, TAGS } from './world';

const some = <T>(values: T[]) => fc.subarray(values, { minLength: 1, maxLength: 2 });

const match = fc
  .record(
    {
      kind: some(['component', 'group', 'user', 'system']),
      owner: some(['mine', ...GROUPS]),
      system: some(SYSTEMS),
      tag: some(TAGS),
      environment: some(ENVIRONMENTS),
    },
    { requiredKeys: [] },
  )
  .filter(drawn => Object.keys(drawn).length > 0);

const rule = fc.record(
  {
    role: fc.constantFrom('member', 'amber'),
    may: fc.constantFrom<string[]>(
      ['catalog.entity.read'],
      ['delivery.service.read'],
      ['catalog.entity.read', 'delivery.service.read'],
      ['*.read'],
      ['delivery.*'],
      ['delivery.unclaimed.read', 'delivery.source.read'],
      ['everything'],
    ),
    where: match,
    except: fc.array(match, { minLength: 1, maxLength: 2 }),
  },
  { requiredKeys: ['role', 'may'] },
);

/** A policy as its file would say it, and the groups of the person who asks. */
export const situations = fc.record({
  policy: fc.record({
    roles: fc.constant({ member: 'everyone', amber: GROUPS[0] }),
    rules: fc.array(rule, { minLength: 1, maxLength: 4 }),
  }),
  groups: fc.subarray(GROUPS),
  // Which of what is hidden is asked for by name.
  pick: fc.nat(1000),
});
