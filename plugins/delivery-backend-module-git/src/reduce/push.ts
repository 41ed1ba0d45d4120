import { AnyObservation, ChangeFacts, PushFacts } from '@slipway/plugin-delivery-common';
import { isMembers, itemsOf, Members, membersOf, messageOf, observe, textOf, textsOf } from '@slipway/plugin-delivery-node';
import { DeliveryContext, commitOf, instantOf, personOf, placeOf, repositoryOf, wantText } from './members';

/** How much is known of a commit: a push lists its paths and not its parents. */
const AS_PUSHED = '1';

/** A push, and the commits that it lists. */
export function readPush(payload: Members, { source, host }: DeliveryContext): AnyObservation[] {
  const repository = repositoryOf(payload, host);
  const ref = wantText(payload.ref, 'ref');
  const before = commitOf(payload.before) ?? null;
  // Of an annotated tag `after` is the tag's own object; what it names is the head commit.
  const head = ref.startsWith('refs/tags/') ? commitOf(membersOf(payload.head_commit).id) : undefined;
  const after = head ?? commitOf(payload.after) ?? null;
  const changes = itemsOf(payload.commits)
    .filter(isMembers)
    .flatMap(commit => readCommit(commit, repository) ?? []);
  // GitHub lists the oldest first, Gitea the newest.
  if (changes.length > 1 && changes[0].commit === after) {
    changes.reverse();
  }
  const pushedAt = pushedAtOf(payload);
  const facts: PushFacts = {
    repository,
    ref,
    before,
    after,
    created: before === null,
    deleted: after === null,
    ...(typeof payload.forced === 'boolean' && { forced: payload.forced }),
    commits: changes.map(change => change.commit),
    pusher: personOf(payload.pusher),
    pushedAt,
    defaultBranch: textOf(membersOf(payload.repository).default_branch),
  };
  return [
    observe('push', facts, { source, order: { epoch: '0', position: placeOf(pushedAt) }, occurredAt: pushedAt }),
    ...changes.map(change =>
      observe('change', change, { source, order: { epoch: '0', position: AS_PUSHED }, occurredAt: change.committedAt }),
    ),
  ];
}

// Gitea does not say when. Then it is no earlier than the newest commit and than the repository's last change before the push.
function pushedAtOf({ repository, head_commit: head }: Members): string | undefined {
  const { pushed_at: pushed, updated_at: updated } = membersOf(repository);
  if (typeof pushed === 'number') {
    return instantOf(pushed);
  }
  return [instantOf(updated), instantOf(membersOf(head).timestamp)]
    .filter(instant => instant !== undefined)
    .sort()
    .at(-1);
}

function readCommit(commit: Members, repository: string): ChangeFacts | undefined {
  const id = commitOf(commit.id);
  if (id === undefined) {
    return undefined;
  }
  const message = messageOf(commit.message);
  const touched = [commit.added, commit.removed, commit.modified];
  return {
    repository,
    commit: id,
    ...(touched.every(Array.isArray) && { paths: [...new Set(touched.flatMap(textsOf))].sort() }),
    title: message?.split(/\r?\n/)[0],
    message,
    author: personOf(commit.author),
    committer: personOf(commit.committer),
    committedAt: instantOf(commit.timestamp),
  };
}
