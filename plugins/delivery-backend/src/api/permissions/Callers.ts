import { BackstageCredentials, PermissionsService } from '@backstage/backend-plugin-api';
import { NotAllowedError, ResponseError, ServiceUnavailableError } from '@backstage/errors';
import {
  AuthorizePermissionRequest,
  AuthorizeResult,
  PermissionCriteria,
  PolicyDecision,
  QueryPermissionRequest,
} from '@backstage/plugin-permission-common';
import { ConditionTransformer } from '@backstage/plugin-permission-node';
import {
  deliveryEventCreatePermission,
  deliveryLinkCorrectPermission,
  deliveryServiceReadPermission,
  deliverySourceReadPermission,
  deliveryUnclaimedReadPermission,
} from '@slipway/plugin-delivery-common';
import { LRUCache } from 'lru-cache';
import { Visibility, VisibilityFilter } from '../../readModel';

/** What a caller may see of the record. */
export interface Sight {
  visibility: Visibility;
  /** True when the caller may read the state of the sources. */
  sources: boolean;
}

// One call decides them all: the framework answers basic permissions here too, though its type names resource permissions only.
const QUERIES = [
  { permission: deliveryServiceReadPermission },
  { permission: deliveryUnclaimedReadPermission },
  { permission: deliverySourceReadPermission },
] as QueryPermissionRequest[];
const NOTHING: VisibilityFilter = { anyOf: [] };

// A page view is a handful of reads, and asking costs several times what reading does (docs/decisions/0006).
const DECISION_HOLDS_MS = 2000;
/** A decision in use is asked anew from then on, while those who wait for nothing go on with it. */
const DECISION_IS_RENEWED_MS = 1000;
const MOST_USERS = 10_000;

interface Decided {
  sight: Promise<Sight>;
  askedAt: number;
  renewing?: boolean;
}

/** Asks the permission framework what a caller may see and do, in one call. */
export class Callers {
  private readonly recent = new LRUCache<string, Decided>({ max: MOST_USERS });

  constructor(private readonly options: { permissions: PermissionsService; toFilter: ConditionTransformer<VisibilityFilter> }) {}

  /** What the caller may see, for a user as it was decided within the last two seconds; who may see no part of the record is refused. */
  async sightOf(credentials: BackstageCredentials): Promise<Sight> {
    // Only users are decided about elsewhere.
    if (!isUser(credentials)) {
      return this.decide(credentials);
    }
    // A new token is asked about anew: it may say more of its user.
    const key = JSON.stringify([credentials.principal, credentials.expiresAt]);
    const known = this.recent.get(key);
    const age = known ? performance.now() - known.askedAt : Infinity;
    if (!known || age > DECISION_HOLDS_MS) {
      return this.ask(key, credentials);
    }
    if (!known.renewing && age > DECISION_IS_RENEWED_MS) {
      known.renewing = true;
      this.renew(key, credentials, known);
    }
    return known.sight;
  }

  private ask(key: string, credentials: BackstageCredentials): Promise<Sight> {
    const asked = { sight: this.decide(credentials), askedAt: performance.now() };
    this.recent.set(key, asked);
    // Neither a refusal nor a fault is kept; whoever asked is told of it.
    asked.sight.catch(() => this.forget(key, asked));
    return asked.sight;
  }

  private renew(key: string, credentials: BackstageCredentials, before: Decided): void {
    const asked = { sight: this.decide(credentials), askedAt: performance.now() };
    asked.sight.then(
      () => {
        // Unless somebody could not wait for it and has a later answer.
        if (this.recent.peek(key) === before) {
          this.recent.set(key, asked);
        }
      },
      // Whoever comes next asks, and is told.
      () => this.forget(key, before),
    );
  }

  private forget(key: string, decided: Decided): void {
    if (this.recent.peek(key) === decided) {
      this.recent.delete(key);
    }
  }

  private async decide(credentials: BackstageCredentials): Promise<Sight> {
    const [services, unclaimed, sources] = await whileAvailable(this.options.permissions.authorizeConditional(QUERIES, { credentials }));
    const sight = {
      visibility: { filter: this.filterOf(services), includeUnclaimed: unclaimed.result === AuthorizeResult.ALLOW },
      sources: sources.result === AuthorizeResult.ALLOW,
    };
    if (services.result === AuthorizeResult.DENY && !sight.visibility.includeUnclaimed) {
      throw new NotAllowedError(`Reading services needs the permission ${deliveryServiceReadPermission.name}`);
    }
    return sight;
  }

  /** Refuses who may not read the state of the sources. */
  async requireSources(credentials: BackstageCredentials): Promise<void> {
    await this.require(deliverySourceReadPermission, credentials);
  }

  /** Refuses who may not hand in events at all. */
  async requireIntake(credentials: BackstageCredentials): Promise<void> {
    await this.require(deliveryEventCreatePermission, credentials);
  }

  /** Refuses who may not say by hand which commit an image of this service was built from. */
  async requireLinkCorrection(resourceRef: string, credentials: BackstageCredentials): Promise<void> {
    await this.requireAllowed({ permission: deliveryLinkCorrectPermission, resourceRef }, credentials);
  }

  private async require(permission: typeof deliverySourceReadPermission, credentials: BackstageCredentials): Promise<void> {
    await this.requireAllowed({ permission }, credentials);
  }

  private async requireAllowed(asked: AuthorizePermissionRequest, credentials: BackstageCredentials): Promise<void> {
    const [decision] = await whileAvailable(this.options.permissions.authorize([asked], { credentials }));
    if (decision.result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`This needs the permission ${asked.permission.name}`);
    }
  }

  private filterOf(decision: PolicyDecision): VisibilityFilter {
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return 'all';
      case AuthorizeResult.CONDITIONAL:
        return filterTree(this.options.toFilter(decision.conditions));
      default:
        return NOTHING;
    }
  }
}

function isUser({ principal }: BackstageCredentials): boolean {
  return (principal as { type?: unknown }).type === 'user';
}

// Permissions are decided by another plugin, which needs the database for users: without it nobody is allowed or refused.
async function whileAvailable<T>(decisions: Promise<T>): Promise<T> {
  try {
    return await decisions;
  } catch (error) {
    if (error instanceof ResponseError && error.statusCode >= 500) {
      throw new ServiceUnavailableError('The permission service does not answer; the same request succeeds once it is back', error);
    }
    throw error;
  }
}

function filterTree(criteria: PermissionCriteria<VisibilityFilter>): VisibilityFilter {
  if (typeof criteria === 'object' && 'anyOf' in criteria) {
    return { anyOf: criteria.anyOf.map(filterTree) };
  }
  if (typeof criteria === 'object' && 'allOf' in criteria) {
    return { allOf: criteria.allOf.map(filterTree) };
  }
  if (typeof criteria === 'object' && 'not' in criteria) {
    return { not: filterTree(criteria.not) };
  }
  return criteria;
}
