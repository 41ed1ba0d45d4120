import { Person } from '@slipway/plugin-delivery-common';
import { iso } from '../history/calendar';
import { repositoryOf } from '../organisation/services';
import { atInstant, ONCE, SOURCES, Told } from './told';

/** A commit of a service's default branch. */
export interface ToldCommit {
  service: string;
  id: string;
  parents: string[];
  at: number;
  title: string;
  message: string;
  author: Person;
  paths: string[];
}

/** What the Git host says of a commit. */
export function tellCommit(commit: ToldCommit, toldAt = commit.at): Told<'change'> {
  const { service, id, parents, at, title, message, author, paths } = commit;
  return {
    at: toldAt,
    kind: 'change',
    source: SOURCES.git,
    order: ONCE,
    facts: () => ({
      repository: repositoryOf(service),
      commit: id,
      parents,
      title,
      message,
      author,
      committer: author,
      committedAt: iso(at),
      branch: 'main',
      paths: [...paths].sort(),
    }),
  };
}

/** What the Git host says of a push to the default branch; the commits oldest first. */
export function tellPush(push: {
  service: string;
  before: string | null;
  after: string;
  commits: string[];
  pusher: Person;
  at: number;
}): Told<'push'> {
  const { service, before, after, commits, pusher, at } = push;
  return {
    at,
    kind: 'push',
    source: SOURCES.git,
    order: atInstant(at),
    facts: () => ({
      repository: repositoryOf(service),
      ref: 'refs/heads/main',
      before,
      after,
      created: before === null,
      deleted: false,
      forced: false,
      commits,
      pusher,
      pushedAt: iso(at),
      defaultBranch: 'main',
    }),
  };
}

/** What the Git host says of the pull request that a commit came by. */
export function tellPullRequest(request: {
  service: string;
  number: number;
  title: string;
  head: string;
  merge: string;
  author: Person;
  mergedBy: Person;
  at: number;
}): Told<'pull-request'> {
  const { service, number, title, head, merge, author, mergedBy, at } = request;
  return {
    at,
    kind: 'pull-request',
    source: SOURCES.git,
    order: atInstant(at),
    facts: () => ({
      repository: repositoryOf(service),
      number,
      title,
      state: 'closed',
      draft: false,
      merged: true,
      head,
      mergeCommit: merge,
      mergedAt: iso(at),
      mergedBy,
      author,
      baseBranch: 'main',
      updatedAt: iso(at),
    }),
  };
}
