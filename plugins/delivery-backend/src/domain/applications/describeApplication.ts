import { guessService } from '../bindings/guessService';
import { OpenDeployment, Progress } from '../deployments/progress';
import { clusterOf } from '../environments/clusterOf';
import { ApplicationDeployment, ApplicationProjection, RuleSettings } from '../model';
import { desiredVersion, presentVersion } from '../versions/presentVersion';
import { VersionNaming } from '../versions/versionName';
import { versionOf } from '../versions/versionOf';
import { situationOf } from '../words/situation';
import { stateSinceOf } from '../words/stateSinceOf';
import { whyOf } from '../words/whyOf';
import { wordOf } from '../words/wordOf';
import { PresentState } from './checkpoint';

/** The annotation that names the image after which a version is called. */
export const VERSION_IMAGE = 'slipway.dev/version-image';

/** What is said of an application, from its present state and what its operations came to. */
export function describeApplication(
  present: PresentState,
  progress: Progress,
  deployments: readonly OpenDeployment[],
  settings: RuleSettings,
): ApplicationProjection {
  const { subject, facts, source, credential, seenAt } = present;
  const naming: VersionNaming = {
    serviceName: guessService(
      facts,
      settings.environments.map(item => item.name),
    ).name,
    versionImage: facts.annotations[VERSION_IMAGE],
  };
  const situation = situationOf(facts, progress);
  const word = wordOf(situation);
  const { version, since } = presentVersion(facts, progress, naming);
  return {
    subject,
    facts,
    source,
    credential,
    seenAt,
    word,
    why: whyOf(word, situation),
    stateSince: stateSinceOf(word, situation),
    versionSince: since,
    version,
    desired: desiredVersion(facts, progress, situation.running, naming),
    deployments: deployments.map(item => describeDeployment(item, present, naming, settings)),
  };
}

function describeDeployment(
  deployment: OpenDeployment,
  { facts }: PresentState,
  naming: VersionNaming,
  settings: RuleSettings,
): ApplicationDeployment {
  const { images, revisionList } = deployment;
  // Of what is gone nobody will learn how it ended.
  const outcome = facts.gone && deployment.outcome === 'running' ? 'unknown' : deployment.outcome;
  return {
    id: deployment.id,
    application: facts.name,
    cluster: clusterOf(facts, settings),
    namespace: facts.destination.namespace ?? '',
    kind: deployment.kind,
    outcome,
    version: versionOf(
      {
        images: images?.list ?? [],
        basis: images?.basis ?? 'deployment',
        revisionList,
      },
      naming,
    ),
    revisions: revisionList.map(item => item.revision),
    startedAt: deployment.startedAt,
    finishedAt: deployment.finishedAt,
    recoveredAt: deployment.recoveredAt,
    initiatedBy: deployment.initiatedBy,
    inGit: deployment.inGit,
    why: deployment.why,
    source: deployment.source,
    seenAt: deployment.seenAt,
  };
}
