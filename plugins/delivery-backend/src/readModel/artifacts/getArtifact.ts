import { NotFoundError } from '@backstage/errors';
import { Artifact, ArtifactFacts, ChangeFacts, Target } from '@slipway/plugin-delivery-common';
import {
  DbImageUseRow,
  selectActiveModel,
  selectChangesUpTo,
  selectCommits,
  selectFactsByKey,
  selectImageUses,
  selectNewestDeployments,
  selectServiceRepository,
  Transaction,
  Visibility,
} from '../../database';
import { ApplicationDeployment, factKey, parseImage } from '../../domain';
import { readLinks } from '../changes/readLinks';
import { toCommitSummary } from '../deployments/getDeployment';
import { readNamings } from '../deployments/readNamings';
import { toServiceDeployment } from '../deployments/toServiceDeployment';

const MOST_COMMITS = 50;
const MOST_DEPLOYMENTS = 50;

/** What an image holds, where it runs and where it ran, as far as the caller may see. */
export async function getArtifact(tx: Transaction, request: { digest: string; visibility: Visibility }): Promise<Artifact> {
  const model = await selectActiveModel(tx);
  const digest = request.digest.toLowerCase();
  const [found] = model === undefined ? [] : await selectFactsByKey<ArtifactFacts>(tx, model, [factKey.digest(digest)]);
  const facts = found?.facts;
  // What runs is named by the digest of an index, of a platform's manifest, or of a configuration.
  const names = new Set([digest, ...(facts ? [facts.digest, facts.configDigest, ...(facts.images ?? []).map(image => image.digest)] : [])]);
  const digests = [...names].filter(name => name !== undefined);
  const uses = model === undefined ? [] : await selectImageUses<Target>(tx, model, { images: digests, visibility: request.visibility });
  if (model === undefined || uses.length === 0) {
    throw new NotFoundError(`Nothing that is shown to you runs or ran an image '${request.digest}'; it takes a whole digest, sha256:…`);
  }
  const isOurs = (image: string) => names.has(parseImage(image).digest);
  const image = uses.flatMap(imagesOf).find(isOurs) ?? digest;
  const deployments = await selectNewestDeployments<ApplicationDeployment>(
    tx,
    model,
    uses.map(use => use.application),
    MOST_DEPLOYMENTS,
  );
  const useOf = new Map(uses.map(use => [use.application, use]));
  const ran = deployments
    .filter(({ deployment }) => (deployment.version.images ?? []).some(isOurs))
    .reverse()
    .slice(0, MOST_DEPLOYMENTS)
    .map(({ application, deployment }) => ({ deployment, ...useOf.get(application)! }));
  const namingOf = await readNamings(tx, model, ran);
  return {
    digest: facts?.digest ?? digest,
    repository: facts?.repository ?? parseImage(image).repository,
    tags: facts?.tags ?? [],
    labels: facts?.labels ?? {},
    builtAt: facts?.builtAt ?? null,
    platforms: [...new Set([facts?.platform, ...(facts?.images ?? []).map(item => item.platform)])].filter(item => item !== undefined),
    provenance: facts?.provenance ?? null,
    sbom: facts?.sbom ?? null,
    gone: facts?.gone ?? false,
    source: found?.source ?? null,
    seenAt: found?.seen_at.toISOString() ?? null,
    ...(await readHeld(tx, model, { image: `${parseImage(image).repository}@${digest}`, uses })),
    runs: uses
      .filter(use => !use.gone && (use.target?.version.images ?? []).some(isOurs))
      .map(({ refs, environment, target }) => ({
        services: refs,
        environment,
        application: target!.application,
        since: target!.versionSince ?? null,
        source: target!.source,
        seenAt: target!.seenAt,
      })),
    ran: ran.map(row => toServiceDeployment(row, namingOf(row))),
  };
}

function imagesOf({ target }: DbImageUseRow<Target>): string[] {
  return [...(target?.version.images ?? []), ...(target?.desired?.images ?? [])];
}

async function readHeld(
  tx: Transaction,
  model: number,
  { image, uses }: { image: string; uses: Array<DbImageUseRow<Target>> },
): Promise<Pick<Artifact, 'commit' | 'by' | 'why' | 'holds'>> {
  const nothing = (why: string) => ({ commit: null, by: null, why, holds: [] });
  for (const ref of new Set(uses.flatMap(use => use.refs))) {
    const source = await selectServiceRepository(tx, model, ref);
    const link =
      source && (await readLinks(tx, model, [{ repository: source.repository, images: [image] }])).linkOf(source.repository, image);
    if (source && link?.linked) {
      const { repository, paths } = source;
      const [commit] = await selectCommits<ChangeFacts>(tx, model, [{ repository, commit: link.commit }]);
      const { position: upTo } = commit;
      const held = upTo === null ? [commit] : await selectChangesUpTo<ChangeFacts>(tx, { model, repository, paths, upTo }, MOST_COMMITS);
      return { commit: toCommitSummary(commit), by: link.by, why: null, holds: held.map(toCommitSummary) };
    }
    if (link && !link.linked) {
      return nothing(link.why);
    }
  }
  return nothing('Nothing says where the source of its service stands.');
}
