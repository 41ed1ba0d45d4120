import { Explanation, MachineToken, PermissionAnswer } from '@slipway/plugin-access-common';

/** A permission that is given, where nothing else is said. */
export function permission(name: string, given: Partial<PermissionAnswer> = {}): PermissionAnswer {
  return { permission: name, area: 'Access', title: `Do ${name}`, answer: 'yes', reasons: [], ...given };
}

/** What Ada may, who is nothing but signed in. */
export function explanation(given: Partial<Explanation> = {}): Explanation {
  return {
    person: 'user:default/ada',
    policy: 'policy.yaml',
    problem: null,
    roles: [{ name: 'member', because: 'everyone', place: 'policy.yaml:2' }],
    entity: null,
    items: [],
    ...given,
  };
}

/** A token that works, bounds nothing and was never used. */
export function machineToken(name: string, given: Partial<MachineToken> = {}): MachineToken {
  return {
    id: name,
    name,
    ending: 'wxyz',
    bounds: {},
    reads: false,
    createdBy: 'user:default/ada',
    createdAt: '2026-03-01T10:00:00Z',
    expiresAt: null,
    lastUsedAt: null,
    revokedBy: null,
    revokedAt: null,
    ...given,
  };
}
