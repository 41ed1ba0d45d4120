import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { Binding, EntityClaim } from '../model';
import { guessService } from './guessService';
import { RuledRef } from './serviceRules';

/** What tells applications apart that have the same name. */
export type ApplicationIdentity = Pick<ApplicationFacts, 'instance' | 'namespace' | 'name'>;

/** What of an application decides where it belongs. */
export type BindableApplication = ApplicationIdentity & Pick<ApplicationFacts, 'labels' | 'applicationSet'>;

/** What a binding depends on beside the application and its claims. */
export interface BindingContext {
  /** The applications of the same name that are not gone, itself or not; a claim on a name that several have must say which it means. */
  namesakes?: readonly ApplicationIdentity[];
  /** Names of the configured environments, which a guess leaves out. */
  environments?: readonly string[];
  /** What the rules say, in their order. */
  ruled?: readonly RuledRef[];
}

type Annotated = Exclude<EntityClaim['by'], 'rule'>;

const STRENGTH: readonly Annotated[] = ['app-name', 'app-selector', 'kubernetes-id'];

/**
 * Finds the entities that an application belongs to: those with the strongest claim, each of them; else the first of a
 * rule; else a group by guess.
 */
export function bindApplication(
  application: BindableApplication,
  claims: readonly EntityClaim[],
  { namesakes = [], environments = [], ruled = [] }: BindingContext = {},
): Binding {
  const ambiguous = new Array<string>();
  for (const by of STRENGTH) {
    const claimedBy = new Map<string, string>();
    for (const claim of claims) {
      if (claim.by !== by || !matchesClaim(application, claim)) {
        continue;
      }
      const others = by === 'app-name' ? namesakes.filter(other => inScope(other, claim) && !isSame(other, application)) : [];
      if (others.length > 0) {
        ambiguous.push(ambiguityOf(application, claim, others));
      } else if (!claimedBy.has(claim.ref)) {
        claimedBy.set(claim.ref, whyClaimed(by, claim));
      }
    }
    if (claimedBy.size > 0) {
      return {
        claimedBy: [...claimedBy].map(([ref, why]) => ({ ref, why })).sort((a, b) => (a.ref < b.ref ? -1 : 1)),
      };
    }
  }
  const byRule = ruled.find(({ ref }) => claims.some(claim => claim.by === 'rule' && claim.ref === ref));
  if (byRule) {
    return { claimedBy: [byRule] };
  }
  const guess = guessService(application, environments);
  const why = ambiguous.length ? [...new Set(ambiguous)].sort().join('. ') : 'No catalog entity claims it';
  return {
    claimedBy: [],
    unclaimed: {
      id: groupId(guess.name),
      name: guess.name,
      why: `${why}. It is listed under '${guess.name}' after ${guess.from}.`,
    },
  };
}

/** True when an entity claims the application. */
export function isClaimed(binding: Binding): boolean {
  return binding.claimedBy.length > 0;
}

/** True when a claim speaks of the application, whether or not it is the strongest or ambiguous. */
export function matchesClaim(application: Omit<BindableApplication, 'applicationSet'>, claim: EntityClaim): boolean {
  if (!inScope(application, claim)) {
    return false;
  }
  if (claim.by === 'app-name') {
    return claim.name === application.name;
  }
  const wanted = Object.entries(claim.selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => application.labels[key] === value);
}

// What took the place of a deleted application carries its whole name, and is no second one.
function isSame(a: ApplicationIdentity, b: ApplicationIdentity): boolean {
  return a.instance === b.instance && a.namespace === b.namespace && a.name === b.name;
}

function inScope(application: ApplicationIdentity, claim: EntityClaim): boolean {
  return (
    (claim.instance === undefined || claim.instance === application.instance) &&
    (claim.namespace === undefined || claim.namespace === application.namespace)
  );
}

function whyClaimed(by: Annotated, { name, selector }: EntityClaim): string {
  const pairs = Object.entries(selector ?? {}).map(pair => pair.join('='));
  const said = {
    'app-name': () => `argocd/app-name: ${name}`,
    'app-selector': () => `argocd/app-selector: ${pairs.join(',')}`,
    'kubernetes-id': () => `backstage.io/kubernetes-id: ${Object.values(selector ?? {}).join(',')}`,
  };
  return `annotation ${said[by]()}`;
}

function ambiguityOf(application: ApplicationIdentity, claim: EntityClaim, others: readonly ApplicationIdentity[]): string {
  const names = [application, ...others].map(item => `${item.instance}/${item.namespace}/${item.name}`).sort();
  const sameInstance = others.some(other => other.instance === application.instance);
  const missing = sameInstance ? 'argocd/app-namespace' : 'argocd/instance-name';
  return `${claim.ref} claims the name '${claim.name}', and ${names.length} applications have it (${names.join(', ')}): add ${missing} to the entity`;
}

// Kubernetes names are safe in a path as they are; labels may hold capitals and underscores, which are safe too.
function groupId(name: string): string {
  return encodeURIComponent(name).replace(/%/g, '~');
}
