import {
  ArtifactFacts,
  JobFacts,
  ObservationKind,
  PullRequestFacts,
  PushFacts,
  RunFacts,
  TagFacts,
  WorkloadFacts,
} from '@slipway/plugin-delivery-common';
import { canonicalRepository } from '../images/canonicalImage';
import { namedApplications } from '../workloads/bindWorkload';

/** The keys under which facts are looked for: one function per question. */
export const factKey = {
  runOf: (repository: string, commit: string) => `run-of:${repository}@${commit}`,
  jobOf: (repository: string, runId: string) => `job-of:${repository}/${runId}`,
  merged: (repository: string, commit: string) => `merged-as:${repository}@${commit}`,
  proposed: (repository: string, commit: string) => `head-of:${repository}@${commit}`,
  /** Whatever the repository. */
  numbered: (number: number | string) => `pull-request-number:${number}`,
  refsOf: (repository: string) => `refs-of:${repository}`,
  /** Whatever the repository; by the full name of the ref. */
  ref: (ref: string) => `ref:${ref}`,
  builtFrom: (commit: string) => `built-from:${commit}`,
  /** By the digest of the manifest, the index or the configuration. */
  digest: (digest: string) => `digest:${digest}`,
  tag: (repository: string, tag: string) => `tag:${repository}:${tag}`,
  /** Tags that name or named an image. */
  tagged: (digest: string) => `tagged:${digest}`,
  workloadOf: (cluster: string, group: string, kind: string, namespace: string, name: string) =>
    `workload:${JSON.stringify([cluster, group, kind, namespace, name])}`,
  /** Workloads that say they belong to an application of that name. */
  namedBy: (application: string) => `named-by:${application}`,
  kubernetesId: (id: string) => `kubernetes-id:${id}`,
};

/** The keys of what is known of a subject. */
export function factKeysOf(kind: ObservationKind, facts: unknown): string[] {
  switch (kind) {
    case 'run': {
      const { repository, head } = facts as RunFacts;
      return [factKey.runOf(repository, head)];
    }
    case 'job': {
      const { repository, runId } = facts as JobFacts;
      return [factKey.jobOf(repository, runId)];
    }
    case 'pull-request': {
      const { repository, number, head, mergeCommit } = facts as PullRequestFacts;
      return [
        factKey.numbered(number),
        factKey.proposed(repository, head),
        ...(mergeCommit === null ? [] : [factKey.merged(repository, mergeCommit)]),
      ];
    }
    case 'push': {
      const { repository, ref } = facts as PushFacts;
      return [factKey.refsOf(repository), factKey.ref(ref)];
    }
    case 'artifact': {
      const { commit } = facts as ArtifactFacts;
      return [
        ...digestsOf(facts as ArtifactFacts).map(factKey.digest),
        ...(commit === undefined ? [] : [factKey.builtFrom(commit.toLowerCase())]),
      ];
    }
    case 'tag': {
      const { repository, tag, digests = [] } = facts as TagFacts & { digests?: string[] };
      return [factKey.tag(canonicalRepository(repository), tag), ...digests.map(factKey.tagged)];
    }
    case 'workload': {
      const { cluster, group, kind: workload, namespace, name, labels } = facts as WorkloadFacts;
      const id = labels['backstage.io/kubernetes-id'];
      return [
        factKey.workloadOf(cluster, group, workload, namespace, name),
        ...namedApplications(facts as WorkloadFacts).map(factKey.namedBy),
        ...(id === undefined ? [] : [factKey.kubernetesId(id)]),
      ];
    }
    default:
      return [];
  }
}

/** Every digest by which an artifact may be named: its own, that of its configuration, and those of the images that it holds. */
export function digestsOf({ digest, configDigest, images }: ArtifactFacts): string[] {
  return [digest, ...(configDigest === undefined ? [] : [configDigest]), ...(images ?? []).map(image => image.digest)];
}

/** What finds the applications that run an image: its digest, else its repository with the tag. */
export function imageKeyOf({ repository, tag, digest }: { repository: string; tag?: string; digest?: string }): string {
  return digest ?? `${canonicalRepository(repository)}:${tag ?? 'latest'}`;
}
