import { ApplicationFacts, applicationSubject, EntityFacts } from '@slipway/plugin-delivery-common';
import { Breath } from '@slipway/plugin-delivery-node';
import { groupBy, isEqual } from 'lodash';
import {
  DbServiceStampRow,
  deleteServices,
  insertApplicationImages,
  insertChanges,
  insertMarks,
  Mark,
  NewChange,
  selectBoundApplications,
  selectEntities,
  selectNewestDeployments,
  selectServiceStamps,
  selectWorkloadManagers,
  Transaction,
  upsertServices,
} from '../../database';
import {
  ApplicationDeployment,
  ApplicationProjection,
  claimsOf,
  findConflicts,
  imageKeyOf,
  isShown,
  parseImage,
  projectService,
  ServiceProjection,
  withRunningVersion,
} from '../../domain';
import { contentsOf } from '../changes/contentsOf';
import { countBehind } from '../changes/countBehind';
import { rangesBehind } from '../changes/stagesOf';
import { toServiceRow } from '../toServiceRow';
import { workloadsOfApplications } from '../workloads/listWorkloads';
import { BareInput, readServiceImages, ServiceImages } from './readServiceImages';
import { StageContext } from './stage';

const DEPLOYMENTS_PER_APPLICATION = 50;

/** Of a mark: something that is read beside the row changed, and the stream tells of it though the row may be as it was. */
export const touched = { touched: true };

/** Writes the rows of the fleet that marks name, and tells the stream of those that changed. */
export async function projectServices(context: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const { tx, model, settings, logger } = context;
  const refs = [...marks.keys()];
  const inputs = await readInputs(context, refs);
  const stamps = await selectServiceStamps(tx, model, refs);
  const images = await readServiceImages(tx, model, { inputs: [...inputs.values()], settings });
  const projected = new Map<string, ServiceProjection>();
  const written = new Array<ReturnType<typeof toServiceRow>>();
  const removed = new Array<DbServiceStampRow>();
  const breath = new Breath();
  for (const ref of refs) {
    await breath.take();
    const input = inputs.get(ref);
    const stamp = stamps.get(ref);
    if (!input) {
      if (stamp) {
        removed.push(stamp);
      }
      continue;
    }
    try {
      projected.set(ref, projectService({ ...input, images: images.wordsOf(input) }, settings));
    } catch (error) {
      logger.error(`'${ref}' cannot be projected and stays as it was shown last`, error as Error);
    }
  }
  for (const projection of await withBehind(tx, model, projected, images)) {
    const row = toServiceRow(projection);
    if (row.content_hash !== stamps.get(row.ref)?.content_hash) {
      written.push(row);
    }
  }
  if (removed.length > 0) {
    await deleteServices(
      tx,
      model,
      removed.map(({ ref }) => ref),
    );
  }
  if (written.length > 0) {
    await upsertServices(tx, model, written);
  }
  if (context.active) {
    const isTouched = (ref: string) => marks.get(ref)?.some(payload => isEqual(payload, touched));
    const beside = [...stamps.values()].filter(({ ref }) => isTouched(ref));
    // A row that moved out of someone's sight changed for them as well, so what it was counts like what it is.
    const before = written.flatMap(({ ref }) => stamps.get(ref) ?? []);
    await insertChanges(tx, distinct([...written, ...before, ...removed, ...beside].map(toChange)));
  }
}

// What pods run is stronger than what Argo CD says; its images are found by their digests from then on.
async function readRunning(
  { tx, model, settings }: StageContext,
  bound: Array<{ application: string; projection: ApplicationProjection }>,
): Promise<Map<string, ApplicationProjection>> {
  const projections = new Map(bound.map(({ application, projection }) => [application, projection]));
  const facts = [...projections.values()].map(projection => projection.facts);
  const workloads = groupBy(await workloadsOfApplications(tx, model, { applications: facts, settings }), item =>
    applicationSubject(item.application!.instance, item.application!.uid),
  );
  const running = new Map(
    [...projections].map(([application, projection]) => {
      const own = (workloads[application] ?? []).map(({ row }) => row.facts);
      return [application, own.length > 0 ? withRunningVersion(projection, own) : projection];
    }),
  );
  const images = [...running].flatMap(([application, { running: versions = [] }]) => {
    const keys = versions.flatMap(({ version }) => version.images ?? []).map(image => imageKeyOf(parseImage(image)));
    return [...new Set(keys)].map(image => ({ application, image }));
  });
  if (images.length > 0) {
    // What is told of an image at this very moment is found by nobody yet: it is looked at once more.
    const fresh = await insertApplicationImages(tx, model, images);
    await insertMarks(
      tx,
      model,
      fresh.map((key): Mark => ({ scope: 'image', key, payload: {} })),
    );
  }
  return running;
}

// Where the history of its source is laid out, a row says how far each environment is behind the one before.
async function withBehind(
  tx: Transaction,
  model: number,
  projected: Map<string, ServiceProjection>,
  { sources, links }: ServiceImages,
): Promise<ServiceProjection[]> {
  const sourced = [...projected].flatMap(([ref, { targets, row }]) => {
    const source = sources.get(ref);
    const running = { targets, deployments: [] };
    return source?.laid_out ? [{ ref, source, running, cells: row.cells }] : [];
  });
  const ranges = sourced.flatMap(({ ref, source, running, cells }) => {
    const contents = contentsOf(running, source.repository, links);
    return rangesBehind({ cells, targets: running.targets }, source, contents).map((range, index) => ({
      ref,
      environment: cells[index].environment ?? null,
      range,
    }));
  });
  const known = ranges.flatMap(({ ref, environment, range }) => (range ? [{ ref, environment, range }] : []));
  const counts = await countBehind(
    tx,
    model,
    known.map(({ range }) => range),
  );
  const behindOf = new Map(known.map(({ ref, environment }, index) => [JSON.stringify([ref, environment]), counts[index]]));
  return [...projected].map(([ref, projection]) => {
    if (!sources.get(ref)?.laid_out) {
      return projection;
    }
    const told = <Place extends { environment?: string | null }>(cell: Place) => ({
      ...cell,
      behind: behindOf.get(JSON.stringify([ref, cell.environment ?? null])) ?? null,
    });
    const { row, cells } = projection;
    return { ...projection, row: { ...row, cells: row.cells.map(told) }, cells: cells.map(told) };
  });
}

async function readInputs(context: StageContext, refs: string[]): Promise<Map<string, BareInput>> {
  const { tx, model, settings } = context;
  const bound = await selectBoundApplications<ApplicationProjection>(tx, model, refs);
  const subjects = [...new Set(bound.map(row => row.application))];
  const deployments = groupBy(
    await selectNewestDeployments<ApplicationDeployment>(tx, model, subjects, DEPLOYMENTS_PER_APPLICATION),
    'application',
  );
  const others = await selectWorkloadManagers<ApplicationFacts>(tx, model, subjects);
  const parties = new Map(
    [...others, ...bound.map(({ projection }) => projection)].map(({ subject, facts }) => [subject, { subject, facts }]),
  );
  const conflicts = findConflicts([...parties.values()], settings);
  const running = await readRunning(context, bound);
  const entities = await selectEntities<EntityFacts>(tx, model, refs);
  const byRef = groupBy(bound, 'ref');
  const inputs = new Map<string, BareInput>();
  for (const ref of refs) {
    const rows = byRef[ref] ?? [];
    const entity = entities.get(ref);
    const claims = entity !== undefined && claimsOf(entity).length > 0;
    if (rows.length === 0 && !claims) {
      continue;
    }
    const input: BareInput = {
      ref,
      ...(entity && !entity.gone ? { entity } : {}),
      ...(ref.startsWith('unclaimed:')
        ? { unclaimed: { id: ref.slice('unclaimed:'.length), name: rows[0].name ?? '', why: rows[0].why } }
        : {}),
      applications: rows.map(row => ({
        projection: { ...running.get(row.application)!, deployments: (deployments[row.application] ?? []).map(item => item.deployment) },
        boundBy: row.why,
        alsoClaimedBy: row.refs.filter(other => other !== ref),
      })),
      conflicts: rows.flatMap(row => conflicts.get(row.application) ?? []),
    };
    if (isShown(input)) {
      inputs.set(ref, input);
    }
  }
  return inputs;
}

function toChange({ ref, claimed, owner, system, tags, environments }: DbServiceStampRow): NewChange {
  return { kind: 'service', ref, claimed, owner, system, tags, environments };
}

function distinct(changes: NewChange[]): NewChange[] {
  return [...new Map(changes.map(change => [JSON.stringify(change), change])).values()];
}
