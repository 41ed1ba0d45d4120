import { AuthService } from '@backstage/backend-plugin-api';
import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import { PermissionPolicy, PolicyQuery, PolicyQueryUser } from '@backstage/plugin-permission-node';

const OWNER = 'user:default/owner';

/** The owner may everything and other users nothing. Services never come here: their credentials' restrictions answer for them. */
export class OwnerPolicy implements PermissionPolicy {
  constructor(private readonly auth: Pick<AuthService, 'isPrincipal'>) {}

  async handle(_query: PolicyQuery, user?: PolicyQueryUser): Promise<PolicyDecision> {
    const isOwner =
      user !== undefined && this.auth.isPrincipal(user.credentials, 'user') && user.credentials.principal.userEntityRef === OWNER;
    return { result: isOwner ? AuthorizeResult.ALLOW : AuthorizeResult.DENY };
  }
}
