import { AnyObservation, ArtifactFacts, ChangeFacts } from '@slipway/plugin-delivery-common';
import { isObject } from '../members';
import type { CdeventContext } from './checkCdevent';
import { hostAndPath } from '../../../domain/repositories/addressOf';
import { repositoryOf } from './repositoryOf';

// Of two events of one instant about one subject, the later step of its life stands higher.
const RANK: Record<string, number> = {
  'change.created': 0,
  'change.updated': 1,
  'change.merged': 2,
  'artifact.packaged': 0,
  'artifact.published': 1,
};
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const DIGEST = /sha256:[0-9a-f]{64}(?![0-9a-f])/;

/** What the record keeps of a CDEvent; undefined where its facts do not say which commit or image it is about. */
export function mapCdevent(context: CdeventContext, event: Record<string, unknown>): AnyObservation | undefined {
  const rank = RANK[context.name];
  if (rank === undefined || !context.type.startsWith('dev.cdevents.') || !isObject(event.subject)) {
    return undefined;
  }
  const id = typeof event.subject.id === 'string' ? event.subject.id : '';
  const content = isObject(event.subject.content) ? event.subject.content : {};
  const seen = {
    id: context.id,
    source: context.source,
    order: { epoch: String(Date.parse(context.occurredAt)), position: String(rank) },
    occurredAt: context.occurredAt,
  };
  if (context.name.startsWith('change.')) {
    const facts = changeFacts(id, content);
    return facts && { ...seen, kind: 'change', facts };
  }
  const facts = artifactFacts(id, content);
  return facts && { ...seen, kind: 'artifact', facts };
}

function changeFacts(id: string, content: Record<string, unknown>): ChangeFacts | undefined {
  const repository = repositoryOf(content.repository);
  return repository && COMMIT.test(id) ? { repository, commit: id } : undefined;
}

function artifactFacts(id: string, content: Record<string, unknown>): ArtifactFacts | undefined {
  const [packageUrl, qualifiers] = id.split('?', 2);
  const digest = DIGEST.exec(packageUrl.replace(/%3a/gi, ':'))?.[0];
  if (!digest) {
    return undefined;
  }
  const parameters = new URLSearchParams(qualifiers ?? '');
  const repository = parameters.get('repository_url');
  const tag = parameters.get('tag');
  const change = isObject(content.change) ? content.change : {};
  const commit = typeof change.id === 'string' && COMMIT.test(change.id) ? change.id : undefined;
  const sourceRepository = commit && typeof change.source === 'string' ? hostAndPath(change.source) : undefined;
  return {
    digest,
    ...(repository && { repository }),
    ...(tag && { tags: [tag] }),
    ...(commit && { commit }),
    ...(sourceRepository && { sourceRepository }),
  };
}
