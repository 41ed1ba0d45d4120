import { AuthorizeResult, isResourcePermission, PolicyDecision } from '@backstage/plugin-permission-common';
import { PermissionPolicy, PolicyQuery, PolicyQueryUser } from '@backstage/plugin-permission-node';
import { decide } from '../domain/policy/decide';
import { PolicySource } from './PolicySource';
import { toDecision } from './toDecision';

/** Answers for catalog, delivery and everything else from one policy. Services never come here: their credentials' restrictions answer for them. */
export class SlipwayPolicy implements PermissionPolicy {
  constructor(private readonly source: PolicySource) {}

  async handle({ permission }: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    if (!user) {
      return { result: AuthorizeResult.DENY };
    }
    const { userEntityRef, ownershipEntityRefs } = user.info;
    const person = { ref: userEntityRef, ownership: ownershipEntityRefs.map(ref => ref.toLowerCase()) };
    const asked = {
      name: permission.name,
      action: permission.attributes.action,
      ...(isResourcePermission(permission) && { resourceType: permission.resourceType }),
    };
    return toDecision(decide(this.source.current().policy, person, asked), asked);
  }
}
