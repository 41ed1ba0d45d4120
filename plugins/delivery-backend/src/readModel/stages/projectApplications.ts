import { Breath } from '@slipway/plugin-delivery-node';
import { groupBy, xor } from 'lodash';
import {
  countObservationsAbout,
  DbFoldedApplicationRow,
  deleteDeployments,
  insertApplicationImages,
  insertMarks,
  Mark,
  NewApplication,
  NewDeployment,
  replaceWorkloads,
  selectFoldedApplications,
  selectObservations,
  selectObservationsAbout,
  upsertApplications,
  upsertDeployments,
} from '../../database';
import {
  ApplicationFold,
  canExtend,
  clusterOf,
  environmentOf,
  foldApplication,
  isLate,
  managedWorkloads,
  imageKeyOf,
  parseImage,
  ruledRefs,
  StoredObservation,
} from '../../domain';
import { toApplicationRow } from '../toApplicationRow';
import { StageContext, toStoredObservation } from './stage';

/** The most observations that are held in memory at once; one application that has more is still folded in one go. */
const OBSERVATIONS_AT_ONCE = 1000;

/** What the binding stage has to know of what changed here. */
export interface BindingPayload {
  /** The application came, went or was renamed: others of its names may have become ambiguous, or clear. */
  names?: string[];
  /** Workloads that it manages now and did not before, or the other way round. */
  workloads?: string[];
}

interface Folded {
  subject: string;
  fold: ApplicationFold;
  /** True when the whole history was read. */
  anew: boolean;
  before: DbFoldedApplicationRow | undefined;
}

/**
 * Folds new observations into what is known of their applications. What came late waits for the history stage; where neither will do,
 * the whole history is read at once.
 */
export async function projectApplications(context: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const known = await selectKnown(context, marks);
  const { folded, late, remaining } = await extend(context, marks, known);
  await write(context, folded);
  await insertMarks(
    context.tx,
    context.model,
    late.map(key => ({ scope: 'history', key })),
  );
  await foldAnew(context, remaining, known);
}

/** Folds the whole history of applications of which something came late, however much of it did since the last time. */
export async function projectHistories(context: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  await foldAnew(context, [...marks.keys()], await selectKnown(context, marks));
}

async function selectKnown({ tx, model }: StageContext, marks: Map<string, unknown[]>): Promise<Map<string, DbFoldedApplicationRow>> {
  return new Map((await selectFoldedApplications(tx, model, [...marks.keys()])).map(row => [row.subject, row]));
}

async function foldAnew(context: StageContext, wanted: string[], known: Map<string, DbFoldedApplicationRow>): Promise<void> {
  const breath = new Breath();
  for (const subjects of await inPortions(context, wanted)) {
    const observations = groupBy(await selectObservationsAbout(context.tx, subjects), 'about');
    const portion = new Array<Folded>();
    for (const subject of subjects) {
      await breath.take();
      const fold = foldSafely(context, subject, undefined, (observations[subject] ?? []).map(toStoredObservation));
      if (fold) {
        portion.push({ subject, fold, anew: true, before: known.get(subject) });
      }
    }
    await write(context, portion);
  }
}

async function extend(
  context: StageContext,
  marks: Map<string, unknown[]>,
  known: Map<string, DbFoldedApplicationRow>,
): Promise<{ folded: Folded[]; late: string[]; remaining: string[] }> {
  const seqs = new Map<string, string[]>();
  for (const [subject, payloads] of marks) {
    if (known.has(subject) && payloads.every(payload => payload !== null)) {
      seqs.set(
        subject,
        (payloads as Array<{ seqs: string[] }>).flatMap(payload => payload.seqs),
      );
    }
  }
  const rows = seqs.size > 0 ? await selectObservations(context.tx, [...seqs.values()].flat()) : [];
  const bySubject = groupBy(rows, 'about');
  const folded = new Array<Folded>();
  const late = new Array<string>();
  const remaining = new Array<string>();
  const breath = new Breath();
  for (const subject of marks.keys()) {
    await breath.take();
    const before = known.get(subject);
    const observations = (bySubject[subject] ?? []).map(toStoredObservation);
    const newer = observations.filter(item => !isLate(before?.checkpoint, item));
    if (!seqs.has(subject) || !before || !canExtend(before.checkpoint, newer)) {
      remaining.push(subject);
      continue;
    }
    if (newer.length < observations.length) {
      late.push(subject);
    }
    const fold = newer.length > 0 && foldSafely(context, subject, before.checkpoint, newer);
    if (fold) {
      folded.push({ subject, fold, anew: false, before });
    }
  }
  return { folded, late, remaining };
}

// One application that the rules cannot bear must not hold up the others of its lane.
function foldSafely(
  { settings, logger }: StageContext,
  subject: string,
  checkpoint: unknown,
  observations: StoredObservation[],
): ApplicationFold | undefined {
  try {
    return foldApplication(checkpoint, observations, settings);
  } catch (error) {
    logger.error(`Application '${subject}' cannot be projected and stays as it was shown last`, error as Error);
    return undefined;
  }
}

async function inPortions({ tx }: StageContext, subjects: string[]): Promise<string[][]> {
  if (subjects.length === 0) {
    return [];
  }
  const counts = await countObservationsAbout(tx, subjects);
  const portions: string[][] = [[]];
  let size = 0;
  for (const subject of subjects) {
    const count = counts.get(subject) ?? 0;
    if (size > 0 && size + count > OBSERVATIONS_AT_ONCE) {
      portions.push([]);
      size = 0;
    }
    portions[portions.length - 1].push(subject);
    size += count;
  }
  return portions;
}

async function write({ tx, model, settings }: StageContext, folded: Folded[]): Promise<void> {
  const applications = new Array<NewApplication>();
  const deployments = new Array<NewDeployment>();
  const workloads = new Map<string, string[]>();
  const marks = new Array<Mark>();
  for (const { subject, fold, before } of folded) {
    const { projection, checkpoint } = fold;
    if (!projection) {
      continue;
    }
    const { facts } = projection;
    const gone = facts.gone ?? false;
    const managed = managedWorkloads(facts, settings).map(item => item.key);
    const payload: BindingPayload = {};
    if (before?.name !== facts.name || before.gone !== gone) {
      payload.names = [...new Set([facts.name, before?.name ?? facts.name])];
    }
    const changed = xor(before?.workloads ?? [], managed);
    if (changed.length > 0) {
      payload.workloads = changed;
      workloads.set(subject, managed);
    }
    marks.push({ scope: 'binding', key: subject, payload });
    applications.push({
      subject,
      instance: facts.instance,
      name: facts.name,
      search: [facts.name, facts.namespace, facts.project].join('\n').toLowerCase(),
      cluster: clusterOf(facts, settings),
      environment: environmentOf(facts, settings),
      labels: facts.labels,
      gone,
      seen_at: projection.seenAt,
      rule_refs: ruledRefs(facts, settings).map(item => item.ref),
      row: toApplicationRow(projection),
      projection: { ...projection, deployments: [] },
      checkpoint,
    });
    for (const deployment of projection.deployments) {
      deployments.push({ application: subject, id: deployment.id, started_at: sortableInstant(deployment.startedAt), deployment });
    }
  }
  if (applications.length === 0) {
    return;
  }
  await upsertApplications(tx, model, applications);
  const anew = folded.filter(item => item.anew && item.before).map(item => item.subject);
  if (anew.length > 0) {
    await deleteDeployments(tx, model, anew);
  }
  await upsertDeployments(tx, model, deployments);
  const images = folded.flatMap(imagesOf);
  if (images.length > 0) {
    await insertApplicationImages(tx, model, images);
  }
  if (workloads.size > 0) {
    await replaceWorkloads(tx, model, workloads);
  }
  await insertMarks(tx, model, marks);
}

function imagesOf({ subject, fold: { projection } }: Folded): Array<{ application: string; image: string }> {
  const versions = projection ? [projection.version, projection.desired, ...projection.deployments.map(item => item.version)] : [];
  const keys = versions.flatMap(version => version?.images ?? []).map(image => imageKeyOf(parseImage(image)));
  return [...new Set(keys)].map(image => ({ application: subject, image }));
}

function sortableInstant(instant: string): string {
  return Number.isNaN(Date.parse(instant)) ? '-infinity' : instant;
}
