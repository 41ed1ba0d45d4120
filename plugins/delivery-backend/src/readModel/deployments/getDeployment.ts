import { NotFoundError } from '@backstage/errors';
import { ChangeFacts, CommitSummary, DeployedImage, DeploymentEvidence, OperationFacts } from '@slipway/plugin-delivery-common';
import {
  DbCommitRow,
  selectActiveModel,
  selectChangesBetween,
  selectCommits,
  selectCommitsByPrefix,
  selectDeployment,
  selectEvidence,
  selectServiceRepository,
  Transaction,
  Visibility,
} from '../../database';
import { ApplicationDeployment, ImageLink, operationWords, renameVersion, stageCommit } from '../../domain';
import { Links, readLinks } from '../changes/readLinks';
import { readNamings } from './readNamings';
import { toServiceDeployment } from './toServiceDeployment';

const MOST_COMMITS = 100;
const MOST_FACTS = 50;

/** One deployment with who, what, when and why, each with its source. */
export async function getDeployment(tx: Transaction, request: { id: string; visibility: Visibility }): Promise<DeploymentEvidence> {
  const model = await selectActiveModel(tx);
  const row = model === undefined ? undefined : await selectDeployment<ApplicationDeployment>(tx, model, request);
  if (model === undefined || !row) {
    throw new NotFoundError(`There is no deployment '${request.id}', or it is not shown to you`);
  }
  const { deployment, previous, environment } = row;
  const { application, refs } = row;
  const named = [deployment, ...(previous ? [previous] : [])].map(item => ({ application, refs, deployment: item }));
  const naming = (await readNamings(tx, model, named))(row);
  const images = deployment.version.images ?? [];
  const source = await sourceOf(tx, model, row.refs);
  const wanted = [...images, ...(previous?.version.images ?? [])];
  const links = source && (await readLinks(tx, model, [{ repository: source.repository, images: wanted }]));
  const brought = source && links ? await readBrought(tx, model, source, { deployment, previous, links }) : undefined;
  const evidence = await selectEvidence(tx, deployment.id, MOST_FACTS);
  return {
    deployment: toServiceDeployment(row, naming),
    previous: previous ? { ...previous, environment, version: renameVersion(previous.version, naming) } : null,
    images: images.map(image => toImage(source && links?.linkOf(source.repository, image), image)),
    changes: brought?.changes ?? [],
    undone: brought?.undone ?? [],
    whyNoChanges: brought ? brought.why : 'Nothing says where the source of its service stands.',
    gitOps: await readGitOps(tx, model, deployment.revisions ?? []),
    facts: evidence
      .filter(item => item.kind === 'operation')
      .map(({ facts, source: name, occurred_at, seen_at }) => ({
        what: operationWords(facts as OperationFacts),
        source: name,
        occurredAt: occurred_at?.toISOString() ?? null,
        seenAt: seen_at.toISOString(),
      })),
  };
}

interface Source {
  repository: string;
  paths: string[];
}

async function sourceOf(tx: Transaction, model: number, refs: string[]): Promise<Source | undefined> {
  for (const ref of refs) {
    const found = await selectServiceRepository(tx, model, ref);
    if (found) {
      return found;
    }
  }
  return undefined;
}

async function readBrought(
  tx: Transaction,
  model: number,
  { repository, paths }: Source,
  { deployment, previous, links }: { deployment: ApplicationDeployment; previous: ApplicationDeployment | null; links: Links },
) {
  const commitOf = ({ version }: ApplicationDeployment) =>
    stageCommit(
      (version.images ?? []).map(image => links.linkOf(repository, image)),
      repository,
      commit => links.reachOf(repository, commit),
    );
  const nothing = (why: string) => ({ changes: [], undone: [], why });
  const to = commitOf(deployment);
  if (!to.known) {
    return nothing(to.why);
  }
  if (previous === null) {
    return nothing('It is the first deployment on the record.');
  }
  const from = commitOf(previous);
  if (!from.known) {
    return nothing(from.why);
  }
  if (from.position === null || to.position === null) {
    return nothing('One of the two commits does not stand on the default branch.');
  }
  const between = async (above: string, upTo: string) =>
    (await selectChangesBetween<ChangeFacts>(tx, { model, repository, paths, above, upTo }, MOST_COMMITS)).map(toCommitSummary);
  return {
    changes: await between(from.position, to.position),
    undone: await between(to.position, from.position),
    why: null,
  };
}

async function readGitOps(tx: Transaction, model: number, revisions: string[]): Promise<CommitSummary[]> {
  const whole = revisions.filter(revision => /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision));
  const rows = await selectCommits<ChangeFacts>(tx, model, await selectCommitsByPrefix(tx, model, whole));
  return rows.map(toCommitSummary);
}

/** A commit in short. */
export function toCommitSummary({ repository, commit, facts, source, seen_at }: DbCommitRow<ChangeFacts>): CommitSummary {
  return {
    repository,
    commit,
    title: facts.title ?? null,
    author: facts.author ?? null,
    committedAt: facts.committedAt ?? null,
    source,
    seenAt: seen_at.toISOString(),
  };
}

function toImage(link: ImageLink | undefined, image: string): DeployedImage {
  if (link?.linked) {
    return { image, digest: link.digest, commit: link.commit, by: link.by, why: null };
  }
  return {
    image,
    digest: link?.digest ?? null,
    commit: null,
    by: null,
    why: link?.why ?? 'nothing says where the source of its service stands',
  };
}
