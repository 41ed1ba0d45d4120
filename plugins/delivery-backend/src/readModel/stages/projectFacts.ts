import { ArtifactFacts, ManifestsFacts, ObservationKind, PushFacts, TagFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import {
  insertMarks,
  Mark,
  NewFacts,
  selectCommitsByPrefix,
  selectNewestObservations,
  selectObservationsAbout,
  selectRefsOfRevisions,
  upsertFacts,
} from '../../database';
import { digestsOf, factKeysOf, imageKeyOf, presentFacts } from '../../domain';
import { marksOfWorkloads } from './marksOfWorkloads';
import { RepositoryPayload } from './projectCommits';
import { touched } from './projectServices';
import { StageContext, toStoredObservation } from './stage';

/** Of these a subject has many states, and only the newest says anything of the present. */
const NEWEST_ONLY = /^(manifests|workload|run|job|pull-request|push)\//;

const SOURCED = ['push', 'pull-request', 'run', 'job'];

/** Writes what is known of pushes, runs, images and the like, and marks what depends on it. */
export async function projectFacts(context: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const { tx, model } = context;
  const subjects = [...marks.keys()];
  const rows = [
    ...(await selectNewestObservations(
      tx,
      subjects.filter(subject => NEWEST_ONLY.test(subject)),
    )),
    ...(await selectObservationsAbout(
      tx,
      subjects.filter(subject => !NEWEST_ONLY.test(subject)),
    )),
  ].map(toStoredObservation);
  const facts = Object.entries(groupBy(rows, 'subject')).flatMap(([subject, observations]): NewFacts[] => {
    const [{ kind }] = observations;
    const present = presentFacts(kind, observations);
    return present
      ? [{ subject, kind, source: present.source, seen_at: present.seenAt, facts: present.facts, keys: factKeysOf(kind, present.facts) }]
      : [];
  });
  if (facts.length === 0) {
    return;
  }
  await upsertFacts(tx, model, facts);
  const workloads = facts.filter(({ kind }) => kind === 'workload').map(item => item.facts as WorkloadFacts);
  await insertMarks(tx, model, [
    ...marksOfRepositories(facts),
    ...(await marksOfSources(context, facts)),
    ...marksOfImages(facts),
    ...(await marksOfManifests(context, facts)),
    ...(await marksOfWorkloads(context, workloads)),
  ]);
}

// One mark for each repository and not for each fact: a first list has hundreds of pull requests and runs of one.
function marksOfRepositories(facts: NewFacts[]): Mark[] {
  const sourced = facts.flatMap(({ kind, facts: own }) => {
    const { repository, after } = own as Partial<PushFacts>;
    return repository !== undefined && SOURCED.includes(kind) ? [{ repository, push: kind === 'push', after }] : [];
  });
  return Object.entries(groupBy(sourced, 'repository')).map(([key, own]): Mark => {
    const pushes = own.filter(({ push }) => push);
    const payload: RepositoryPayload = pushes.length > 0 ? { commits: pushes.flatMap(({ after }) => after ?? []) } : {};
    return { scope: 'repository', key, payload };
  });
}

// What is built from a commit stands beside it, before anything runs it and where nothing ever does.
async function marksOfSources({ tx, model }: StageContext, facts: NewFacts[]): Promise<Mark[]> {
  const ids = facts.flatMap(
    ({ kind, facts: artifact }) => (kind === 'artifact' && (artifact as ArtifactFacts).commit?.toLowerCase()) || [],
  );
  const commits = await selectCommitsByPrefix(tx, model, [...new Set(ids)]);
  return [...new Set(commits.map(item => item.repository))].map(key => ({ scope: 'repository', key, payload: {} }));
}

async function marksOfManifests({ tx, model }: StageContext, facts: NewFacts[]): Promise<Mark[]> {
  const revisions = facts.flatMap(item => (item.kind === 'manifests' ? [(item.facts as ManifestsFacts).revision] : []));
  const deployed = revisions.length > 0 ? await selectRefsOfRevisions(tx, model, [...new Set(revisions)]) : [];
  return deployed.map(key => ({ scope: 'service', key, payload: touched }));
}

// An image is known by its digests, and by the tags that name it: whichever an application says.
function marksOfImages(facts: NewFacts[]): Mark[] {
  const images = facts.flatMap(item => imagesOf(item.kind as ObservationKind, item.facts));
  return [...new Set(images)].map(key => ({ scope: 'image', key, payload: touched }));
}

function imagesOf(kind: ObservationKind, facts: unknown): string[] {
  if (kind === 'artifact') {
    const { repository, tags } = facts as ArtifactFacts;
    return [
      ...digestsOf(facts as ArtifactFacts),
      ...(repository === undefined ? [] : (tags ?? []).map(tag => imageKeyOf({ repository, tag }))),
    ];
  }
  if (kind === 'tag') {
    const { digest, ...reference } = facts as TagFacts;
    return [imageKeyOf(reference), ...(digest ? [digest] : [])];
  }
  return [];
}
