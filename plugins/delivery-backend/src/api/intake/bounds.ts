import { NotAllowedError } from '@backstage/errors';
import { AnyObservation, ApplicationFacts } from '@slipway/plugin-delivery-common';
import { CredentialBounds } from '@slipway/plugin-delivery-node';
import { environmentOf } from '../../domain/environments/environmentOf';
import { RuleSettings } from '../../domain/model';
import { addressOf } from '../../domain/repositories/addressOf';
import { repositoryOf } from './cdevents/repositoryOf';
import { isObject } from './members';
import type { ParsedEvent } from './parseEvent';

/** What an event is about. An environment is null where no rule maps the target. */
interface Scope {
  repositories: string[];
  entities: string[];
  environments: Array<string | null>;
}

/** Refuses an event that the credential does not cover; the `NotAllowedError` names the bound. */
export function refuseOutside(bounds: CredentialBounds, event: ParsedEvent, rules: Pick<RuleSettings, 'environments'>): void {
  const refuse = (what: string) => {
    throw new NotAllowedError(`The credential '${bounds.name}' does not cover ${what}`);
  };
  if (bounds.types && !covers(bounds.types, event.type)) {
    refuse(`events of type ${event.type}`);
  }
  const scope = event.observation ? scopeOfObservation(event.observation, rules) : scopeOfCdevent(event.data);
  if (bounds.repositories || bounds.entities) {
    const inside = coversAll(bounds.repositories, scope.repositories) || coversAll(bounds.entities, scope.entities);
    if (!inside) {
      const named = [...scope.repositories, ...scope.entities];
      refuse(named.length > 0 ? named.join(', ') : 'an event that names neither a repository nor an entity');
    }
  }
  if (bounds.environments) {
    const outside = scope.environments.find(environment => environment === null || !bounds.environments?.includes(environment));
    if (outside !== undefined) {
      refuse(outside === null ? 'a target whose environment is not known' : `the environment ${outside}`);
    }
  }
}

function coversAll(patterns: string[] | undefined, names: string[]): boolean {
  return patterns !== undefined && names.length > 0 && names.every(name => covers(patterns, name));
}

function covers(patterns: string[], name: string): boolean {
  return patterns.some(pattern => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}

function scopeOfObservation(observation: AnyObservation, rules: Pick<RuleSettings, 'environments'>): Scope {
  const scope: Scope = { repositories: [], entities: [], environments: [] };
  switch (observation.kind) {
    case 'application':
      return { ...scope, repositories: repositoriesOf(observation.facts), environments: [environmentOf(observation.facts, rules)] };
    case 'operation':
      // An operation does not say where its application deploys to.
      return { ...scope, repositories: observation.facts.revisionList.map(item => addressOf(item.source)), environments: [null] };
    case 'entity':
      return { ...scope, entities: [observation.facts.ref] };
    case 'artifact': {
      const { repository, sourceRepository } = observation.facts;
      return { ...scope, repositories: [repository, sourceRepository].filter(item => item !== undefined) };
    }
    case 'workload':
      // A workload names a cluster and a namespace, and neither an environment nor a repository.
      return { ...scope, environments: [null] };
    default:
      return { ...scope, repositories: [observation.facts.repository] };
  }
}

function repositoriesOf(facts: ApplicationFacts): string[] {
  return [...new Set(facts.sources.map(source => addressOf(source.repoURL)))];
}

function scopeOfCdevent(data: unknown): Scope {
  const subject = isObject(data) && isObject(data.subject) ? data.subject : {};
  const content = isObject(subject.content) ? subject.content : {};
  const repository = repositoryOf(content.repository);
  const environment = isObject(content.environment) ? content.environment.id : undefined;
  return {
    repositories: repository ? [repository] : [],
    entities: [],
    environments: typeof environment === 'string' ? [environment] : [],
  };
}
