import { EntityFacts } from '@slipway/plugin-delivery-common';
import { difference, groupBy, isEqual } from 'lodash';
import {
  insertMarks,
  Mark,
  NewServiceRepository,
  replaceClaims,
  replaceServiceRepositories,
  replaceUserKeys,
  selectClaims,
  selectNewestObservations,
  upsertEntities,
} from '../../database';
import { claimsOf, compareObservations, EntityClaim, ruleClaimsOf, sourceOf, userKeysOf } from '../../domain';
import { matchKeyOf } from './matchKeys';
import { RepositoryPayload } from './projectCommits';
import { StageContext, toStoredObservation } from './stage';

/** What the stage of claims has to know: every claim that came, went or stayed. */
export interface ClaimsPayload {
  claims: EntityClaim[];
}

// Which commits touch a path is kept for the paths that a service names, so a new one is looked for in what is there already.
function marksOfPaths(before: NewServiceRepository[], sources: NewServiceRepository[]): Mark[] {
  return sources.flatMap(({ ref, repository, paths: named }): Mark[] => {
    const known = before.filter(item => item.ref === ref && item.repository === repository).flatMap(item => item.paths);
    const paths = difference(named, known);
    const payload: RepositoryPayload = { paths };
    return paths.length > 0 ? [{ scope: 'repository', key: repository, payload }] : [];
  });
}

/** Writes what the catalog says of entities and how they claim applications. */
export async function projectEntities({ tx, model, settings }: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const newest = groupBy((await selectNewestObservations(tx, [...marks.keys()])).map(toStoredObservation), 'subject');
  const entities = Object.values(newest).map(tied => tied.sort(compareObservations)[tied.length - 1].facts as EntityFacts);
  const refs = entities.map(entity => entity.ref);
  const before = groupBy(await selectClaims<EntityClaim>(tx, model, refs), 'ref');
  await upsertEntities(
    tx,
    model,
    entities.map(facts => ({ ref: facts.ref, facts })),
  );
  const sources = entities.flatMap(entity => {
    const source = sourceOf(entity);
    return source ? [{ ref: entity.ref, ...source }] : [];
  });
  const sourcesBefore = await replaceServiceRepositories(tx, model, refs, sources);
  await replaceUserKeys(
    tx,
    model,
    refs.filter(ref => ref.startsWith('user:')),
    entities.flatMap(entity => userKeysOf(entity).map(key => ({ ref: entity.ref, key }))),
  );
  const changed = new Array<{ ref: string; claims: EntityClaim[] }>();
  const next = marksOfPaths(sourcesBefore, sources);
  for (const entity of entities) {
    const { ref } = entity;
    const old = (before[ref] ?? []).map(row => row.claim);
    const claims = [...claimsOf(entity), ...ruleClaimsOf(entity, settings)];
    if (!isEqual(old, claims)) {
      changed.push({ ref, claims });
      const payload: ClaimsPayload = { claims: [...old, ...claims] };
      next.push({ scope: 'claims', key: ref, payload });
    }
    // A user is no row of the fleet.
    if (!ref.startsWith('user:')) {
      next.push({ scope: 'service', key: ref });
    }
  }
  if (changed.length > 0) {
    await replaceClaims(
      tx,
      model,
      changed.map(item => item.ref),
      changed.flatMap(item => item.claims.map(claim => ({ ref: item.ref, match_key: matchKeyOf(claim), claim }))),
    );
  }
  await insertMarks(tx, model, next);
}
