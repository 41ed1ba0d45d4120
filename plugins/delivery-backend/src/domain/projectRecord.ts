import { EntityFacts } from '@slipway/plugin-delivery-common';
import { projectApplication } from './applications/foldApplication';
import { bindApplication } from './bindings/bindApplication';
import { claimsOf } from './bindings/claimsOf';
import { ruleClaimsOf, ruledRefs } from './bindings/serviceRules';
import { linkImage } from './changes/linkImage';
import { sourceOf } from './changes/sourceOf';
import { sortDistinct } from './compareObservations';
import { findConflicts } from './fleet/findConflicts';
import { isShown, projectService } from './fleet/projectService';
import { imageWordsOf } from './images/imageWords';
import { lookupIn } from './images/lookupIn';
import { ApplicationProjection, Binding, RuleSettings, ServiceInput, ServiceProjection, StoredObservation } from './model';

/** The whole read model, in memory. */
export interface RecordProjection {
  /** By entity ref or `unclaimed:<id>`. */
  services: Map<string, ServiceProjection>;
  /** By subject. */
  applications: Map<string, ApplicationProjection>;
}

/** Projects all observations at once, as the read model does it in steps. */
export function projectRecord(observations: readonly StoredObservation[], settings: RuleSettings): RecordProjection {
  const applications = projectApplications(observations, settings);
  const entities = presentEntities(observations);
  const claims = entities.flatMap(entity => [...claimsOf(entity), ...ruleClaimsOf(entity, settings)]);
  const byRef = new Map(entities.map(entity => [entity.ref, entity]));
  const environments = settings.environments.map(item => item.name);
  const present = [...applications.values()];
  const conflicts = findConflicts(present, settings);
  const lookup = lookupIn(observations);
  const imagesOf = (entity: EntityFacts | undefined, claimed: boolean) => {
    const source = entity && sourceOf(entity);
    const linkOf = source && ((image: string) => linkImage(image, source.repository, lookup));
    return imageWordsOf({ claimed, linkOf }, lookup, settings);
  };
  const inputs = new Map<string, ServiceInput>(
    entities
      .filter(entity => claimsOf(entity).length > 0)
      .map(entity => [entity.ref, { ref: entity.ref, entity, applications: [], conflicts: [], images: imagesOf(entity, true) }]),
  );
  for (const projection of present) {
    const { facts, subject } = projection;
    const namesakes = present.map(other => other.facts).filter(other => !other.gone && other.name === facts.name);
    const binding = bindApplication(facts, claims, { namesakes, environments, ruled: ruledRefs(facts, settings) });
    for (const place of placesOf(binding)) {
      const input = inputs.get(place.ref) ?? {
        ...place.group,
        ...(byRef.has(place.ref) ? { entity: byRef.get(place.ref) } : {}),
        applications: [],
        conflicts: [],
        images: imagesOf(byRef.get(place.ref), place.group.unclaimed === undefined),
      };
      input.applications.push({
        projection,
        boundBy: place.why,
        alsoClaimedBy: binding.claimedBy.map(item => item.ref).filter(ref => ref !== place.ref),
      });
      input.conflicts.push(...(conflicts.get(subject) ?? []));
      inputs.set(place.ref, input);
    }
  }
  return {
    applications,
    services: new Map([...inputs].filter(([, input]) => isShown(input)).map(([ref, input]) => [ref, projectService(input, settings)])),
  };
}

type Place = {
  ref: string;
  why: string;
  group: Pick<ServiceInput, 'ref' | 'unclaimed'>;
};

function placesOf({ claimedBy, unclaimed }: Binding): Place[] {
  if (unclaimed) {
    const ref = `unclaimed:${unclaimed.id}`;
    return [{ ref, why: unclaimed.why, group: { ref, unclaimed } }];
  }
  return claimedBy.map(({ ref, why }) => ({ ref, why, group: { ref } }));
}

function projectApplications(observations: readonly StoredObservation[], settings: RuleSettings): Map<string, ApplicationProjection> {
  const bySubject = new Map<string, StoredObservation[]>();
  for (const observation of observations) {
    const subject = applicationOf(observation);
    if (subject !== undefined) {
      const group = bySubject.get(subject);
      if (group) {
        group.push(observation);
      } else {
        bySubject.set(subject, [observation]);
      }
    }
  }
  const projections = new Map<string, ApplicationProjection>();
  for (const subject of [...bySubject.keys()].sort()) {
    const projection = projectApplication(bySubject.get(subject)!, settings);
    if (projection) {
      projections.set(subject, projection);
    }
  }
  return projections;
}

function applicationOf(observation: StoredObservation): string | undefined {
  if (observation.kind === 'operation') {
    return (observation as StoredObservation<'operation'>).facts.application;
  }
  return observation.kind === 'application' ? observation.subject : undefined;
}

function presentEntities(observations: readonly StoredObservation[]): EntityFacts[] {
  const seen = observations.filter((item): item is StoredObservation<'entity'> => item.kind === 'entity');
  const bySubject = new Map(
    [...new Set(seen.map(item => item.subject))].sort().map(subject => {
      const all = sortDistinct(seen.filter(item => item.subject === subject));
      return [subject, all[all.length - 1].facts];
    }),
  );
  return [...bySubject.values()];
}
