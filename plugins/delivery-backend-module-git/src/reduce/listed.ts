import { AnyObservation, ChangeFacts } from '@slipway/plugin-delivery-common';
import { isMembers, itemsOf, Members, membersOf, messageOf, observe, textOf } from '@slipway/plugin-delivery-node';
import { accountOf, commitOf, DeliveryContext, instantOf, personOf } from './members';

/** How much is known of a commit: a list says its parents, which a push does not; one that was asked for says its files too. */
const AS_LISTED = '2';
const WITH_FILES = '3';

/** A commit as both hosts list it; nothing where it has no id. */
export function readListedCommit(commit: Members, repository: string, { source }: DeliveryContext): AnyObservation[] {
  const id = commitOf(commit.sha);
  if (id === undefined) {
    return [];
  }
  const { message: text, author, committer } = membersOf(commit.commit);
  const message = messageOf(text);
  const authoredAt = instantOf(membersOf(author).date);
  const committedAt = instantOf(membersOf(committer).date);
  const paths = pathsOf(commit.files);
  const facts: ChangeFacts = {
    repository,
    commit: id,
    parents: itemsOf(commit.parents).flatMap(parent => commitOf(membersOf(parent).sha) ?? []),
    ...(paths && { paths }),
    title: message?.split(/\r?\n/)[0],
    message,
    author: personOfList(author, commit.author),
    committer: personOfList(committer, commit.committer),
    ...(authoredAt !== undefined && { authoredAt }),
    committedAt,
  };
  const position = paths ? WITH_FILES : AS_LISTED;
  return [observe('change', facts, { source, order: { epoch: '0', position }, occurredAt: committedAt })];
}

// A file that was moved touches the place that it left, too.
function pathsOf(files: unknown): string[] | undefined {
  return Array.isArray(files)
    ? [
        ...new Set(
          files
            .filter(isMembers)
            .flatMap(file => [textOf(file.filename), textOf(file.previous_filename)].filter(path => path !== undefined)),
        ),
      ].sort()
    : undefined;
}

function personOfList(named: unknown, account: unknown) {
  const person = { ...personOf(named), ...accountOf(account) };
  return Object.keys(person).length > 0 ? person : undefined;
}
