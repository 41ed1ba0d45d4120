import { ApplicationFacts, Version } from '@slipway/plugin-delivery-common';
import { Progress, Run } from '../deployments/progress';
import { isSteady } from '../deployments/stepState';
import { namedRevisions } from '../operations/impliedOperations';
import { imagesKey, namesEachOnce } from './parseImage';
import { knowsRevisions, sameRevisions } from './revisions';
import { unknownVersion, versionOf } from './versionOf';
import { VersionNaming } from './versionName';

/** The version that an application runs, from Argo CD alone, and since when. */
export function presentVersion(
  facts: ApplicationFacts,
  { deployed, run, listedRun }: Progress,
  naming: VersionNaming,
): { version: Version; since: string | null } {
  if (facts.gone) {
    return { version: unknownVersion('nothing runs here'), since: null };
  }
  const revisionList = knowsRevisions(deployed?.revisionList ?? [])
    ? deployed!.revisionList
    : namedRevisions(facts.lastDeployedRevisions, facts.sources);
  if (deployed?.images?.length) {
    return {
      version: versionOf({ images: deployed.images, basis: 'deployment', revisionList }, naming),
      since: sinceOf(run),
    };
  }
  if (facts.images.length > 0) {
    if (!isSteady(facts)) {
      return {
        version: unknownVersion(
          'unknown which: Argo CD lists the images of everything it manages, old pods included, while they change over',
        ),
        since: null,
      };
    }
    if (!namesEachOnce(facts.images)) {
      return {
        version: unknownVersion(`unknown which: Argo CD lists ${facts.images.join(', ')}`),
        since: null,
      };
    }
    return {
      version: versionOf({ images: facts.images, basis: 'argocd-list', revisionList }, naming),
      since: listedRun?.key === imagesKey(facts.images) ? sinceOf(listedRun) : null,
    };
  }
  if (!knowsRevisions(revisionList)) {
    return {
      version: unknownVersion('nothing is known to have been synced here'),
      since: null,
    };
  }
  return {
    version: versionOf({ images: [], basis: 'deployment', revisionList }, naming),
    since: sinceOf(run),
  };
}

/** The version that Git or a running sync asks for, where it is another than the deployed one; null otherwise. */
export function desiredVersion(
  facts: ApplicationFacts,
  { deployed, synced, last }: Progress,
  running: boolean,
  naming: VersionNaming,
): Version | null {
  if (facts.gone) {
    return null;
  }
  const asked = running && last && !last.facts.dryRun ? last.facts : undefined;
  const compared = facts.sync === 'OutOfSync' ? facts.revisionList : [];
  const revisionList = asked && knowsRevisions(asked.revisionList) ? asked.revisionList : compared;
  const present = deployed?.revisionList ?? synced ?? [];
  if (!knowsRevisions(revisionList) || sameRevisions(revisionList, present)) {
    return null;
  }
  return versionOf(
    {
      images: (asked && !asked.partial && asked.images) || [],
      basis: 'deployment',
      revisionList,
    },
    naming,
  );
}

function sinceOf(run: Run | null): string | null {
  return run?.since ?? null;
}
