// What an organisation's source looks like: one large repository of many services, some busy ones, and many small ones.
import { createHash } from 'node:crypto';

/** Of each size how many repositories there are, with so many commits each, for a total of 1,000,000. */
const SIZES = [
  { repositories: 1, commits: 200_000, services: 40 },
  { repositories: 9, commits: 40_000, services: 1 },
  { repositories: 40, commits: 8_000, services: 1 },
  { repositories: 120, commits: 1_000, services: 1 },
];
const QUICK_SIZES = [
  { repositories: 1, commits: 4_000, services: 40 },
  { repositories: 2, commits: 4_000, services: 1 },
  { repositories: 4, commits: 1_000, services: 1 },
  { repositories: 8, commits: 500, services: 1 },
];
/** In every third repository the last two of six commits are a branch of one commit and its merge; elsewhere branches are squashed. */
const BLOCK = 6;
const PEOPLE = 50;
/** Only the newest commits have builds, images and pull requests: the rest is from before anybody listened. */
const NEWEST = 200;

const shaOf = text => createHash('sha1').update(text).digest('hex');
const digestOf = text => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const personOf = number => ({ name: `Person ${number}`, email: `person-${number}@example.com`, username: `person-${number}` });
const instantOf = index => new Date(1_600_000_000_000 + index * 60_000).toISOString();

/** The repositories of the bench, each with its services. */
export function repositoriesOf({ quick }) {
  let number = 0;
  return (quick ? QUICK_SIZES : SIZES).flatMap(({ repositories, commits, services }) =>
    Array.from({ length: repositories }, () => {
      const own = number++;
      return {
        number: own,
        repository: `git.example.com/bench/repository-${own}`,
        commits,
        merges: own % 3 === 0,
        services: Array.from({ length: services }, (_, index) => (services === 1 ? `service-${own}` : `service-${own}-${index}`)),
      };
    }),
  );
}

export const commitOf = ({ number }, index) => shaOf(`${number}/${index}`);

/** The index of a commit on the line, at or below one. */
export function onLine({ merges }, index) {
  return merges && index % BLOCK === BLOCK - 2 ? index - 1 : index;
}

function parentsOf(repository, index) {
  if (index === 0) {
    return [];
  }
  if (!repository.merges) {
    return [commitOf(repository, index - 1)];
  }
  switch (index % BLOCK) {
    case BLOCK - 2: // The branch leaves the line before its newest commit.
      return [commitOf(repository, index - 2)];
    case BLOCK - 1:
      return [commitOf(repository, index - 2), commitOf(repository, index - 1)];
    default:
      return [commitOf(repository, index - 1)];
  }
}

/** The folder that a commit touches: the first services are busy, the last one has not been touched since the first hundredth. */
function pathOf({ services, commits }, index) {
  const file = `src/part-${index % 40}.ts`;
  if (services.length === 1) {
    return file;
  }
  const last = services.length - 1;
  const chance = parseInt(shaOf(`${index}`).slice(0, 6), 16) / 2 ** 24;
  const service = index < commits / 100 && index % 10 === 0 ? last : Math.floor(last * chance ** 3);
  return `services/${services[service]}/${file}`;
}

/** What the sources say of some commits of a repository. */
export function historyOf(repository, from, to) {
  const observations = [];
  for (let index = from; index < to; index++) {
    const commit = commitOf(repository, index);
    const number = index + 1;
    const author = personOf(index % PEOPLE);
    const facts = {
      repository: repository.repository,
      commit,
      parents: parentsOf(repository, index),
      paths: [pathOf(repository, index)],
      title: `Change ${index} of ${repository.repository} (#${number})`,
      author,
      committedAt: instantOf(index),
    };
    observations.push(['change', `change/${commit}`, 2, facts]);
    if (index >= repository.commits - NEWEST && onLine(repository, index) === index) {
      observations.push(...besideOf(repository, index, { commit, number, author }));
    }
  }
  return observations;
}

function besideOf({ repository, services }, index, { commit, number, author }) {
  const digest = digestOf(commit);
  const at = instantOf(index);
  return [
    ['pull-request', `pull/${repository}/${number}`, 1, pullOf(repository, { commit, number, author, at })],
    ['run', `run/${repository}/${number}`, 1, runOf(repository, { commit, number, at })],
    ['artifact', `artifact/${digest}`, 0, artifactOf(repository, services[0], { commit, digest })],
  ];
}

const pullOf = (repository, { commit, number, author, at }) => ({
  repository,
  number,
  title: `Change (#${number})`,
  state: 'closed',
  draft: false,
  merged: true,
  head: shaOf(`head of ${commit}`),
  mergeCommit: commit,
  mergedAt: at,
  mergedBy: personOf((number + 1) % PEOPLE),
  author,
});

const runOf = (repository, { commit, number, at }) => ({
  repository,
  runId: String(number),
  attempt: 1,
  number,
  workflow: 'build',
  head: commit,
  branch: 'main',
  status: 'completed',
  conclusion: 'success',
  startedAt: at,
  updatedAt: at,
});

const artifactOf = (repository, service, { commit, digest }) => ({
  digest,
  repository: `registry.example.com/${service}`,
  commit,
  sourceRepository: repository,
  commitFrom: 'label',
});

/** The push that brought the newest commit. */
export function pushOf(repository) {
  const facts = {
    repository: repository.repository,
    ref: 'refs/heads/main',
    before: null,
    after: commitOf(repository, repository.commits - 1),
    created: true,
    deleted: false,
    commits: [],
    defaultBranch: 'main',
  };
  return [['push', `push/${repository.repository}`, 1, facts]];
}

/** The people who write the commits, as users of the catalog. */
export function people() {
  return Array.from({ length: PEOPLE }, (_, number) => {
    const { username, email } = personOf(number);
    const facts = { ref: `user:default/${username}`, email, tags: [], annotations: {} };
    return ['entity', `entity/user/${username}`, 1, facts];
  });
}

/** An image of a service that was built from one of the newest commits on the line. */
export function imageOf(repository, index) {
  return `registry.example.com/${repository.services[0]}@${digestOf(commitOf(repository, onLine(repository, index)))}`;
}
