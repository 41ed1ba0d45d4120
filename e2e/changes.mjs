import { event, revisionOf } from './observations.mjs';

const PEOPLE = {
  priya: { name: 'Priya Raman', email: 'priya@example.com', username: 'priya' },
  jonas: { name: 'Jonas Weber', email: 'jonas@example.com', username: 'jonas' },
  tomas: { name: 'Tomás Reyes', email: 'tomas@example.com', username: 'tomas' },
  amara: { name: 'Amara Okafor', email: 'amara@example.com', username: 'amara' },
};

const hostOf = service => `git.example.com/acme/${service}`;

/** The commit of a service that is told apart by its title; always the same for the same title. */
export const commitOf = (service, title) => revisionOf(`${service} commit ${title}`);

/** The digest of an image of a service; always the same for the same version. */
export const digestOf = (service, version) =>
  `sha256:${revisionOf(`${service} image ${version}`)}${revisionOf(`${version} of ${service}`)}`.slice(0, 71);

const iso = instant => new Date(instant).toISOString();

let position = Date.now();
const next = () => ({ epoch: '1', position: String(position++) });

/** A change as the catalog of a gallery or a story lists it, as the events by which the sources tell of it. */
function eventsOf(service, change, parent) {
  const { title, at, by = 'priya', message, build, version, linked = true, pullRequest, paths } = change;
  const repository = hostOf(service);
  const commit = change.commit ?? commitOf(service, title);
  const url = `https://${repository}`;
  const events = [
    event(
      'change',
      `change ${commit}`,
      { epoch: '0', position: '0' },
      {
        repository,
        commit,
        parents: parent ? [parent] : [],
        title,
        message: message ?? `${title}\n`,
        author: PEOPLE[by],
        committedAt: iso(at),
        ...(paths && { paths }),
      },
    ),
  ];
  if (pullRequest)
    events.push(
      event('pull-request', `pull request ${service} ${pullRequest}`, next(), {
        repository,
        number: pullRequest,
        title,
        state: 'closed',
        draft: false,
        merged: true,
        head: revisionOf(`${commit} head`),
        mergeCommit: commit,
        mergedAt: iso(at),
        mergedBy: PEOPLE.tomas,
        url: `${url}/pulls/${pullRequest}`,
      }),
    );
  if (build) {
    const { number, conclusion = 'success', took = 156_000, failedSteps } = build;
    const startedAt = at + 10_000;
    const runId = `${service}-${number}`;
    const ended = conclusion !== null;
    events.push(
      event('run', `run ${runId}`, next(), {
        repository,
        runId,
        attempt: 1,
        number,
        workflow: 'build',
        head: commit,
        branch: 'main',
        status: ended ? 'completed' : 'in_progress',
        conclusion,
        startedAt: iso(startedAt),
        ...(ended && { updatedAt: iso(startedAt + took) }),
        url: `${url}/actions/runs/${number}`,
      }),
    );
    if (failedSteps)
      events.push(
        event('job', `job ${runId}`, next(), {
          repository,
          runId,
          jobId: '1',
          attempt: 1,
          name: 'test',
          head: commit,
          status: 'completed',
          conclusion: 'failure',
          failedSteps,
        }),
      );
  }
  if (version) {
    const digest = digestOf(service, version);
    const image = `registry.example.com/${service}`;
    events.push(
      event(
        'artifact',
        `artifact ${digest}`,
        { epoch: '0', position: '0' },
        {
          digest,
          repository: image,
          tags: [version],
          builtAt: iso(at + 184_000),
          ...(linked && { commit, sourceRepository: url, commitFrom: 'label' }),
          labels: { 'org.opencontainers.image.version': version },
        },
      ),
      event('tag', `tag ${image}:${version}`, next(), { repository: image, tag: version, digest }),
    );
  }
  return events;
}

/**
 * The changes of a service's repository, newest first, each on top of the next, and the push that brought the newest.
 * @param {string} service
 * @param {Array<{ title: string, at: number, by?: string, commit?: string, message?: string, build?: object, version?: string, linked?: boolean, pullRequest?: number, paths?: string[] }>} changes
 */
export function observeChanges(service, changes) {
  const commits = changes.map(change => change.commit ?? commitOf(service, change.title));
  const push = event('push', `push ${service} ${commits[0]}`, next(), {
    repository: hostOf(service),
    ref: 'refs/heads/main',
    before: null,
    after: commits[0],
    created: true,
    deleted: false,
    commits: commits.slice(0, 20).reverse(),
    defaultBranch: 'main',
    pusher: PEOPLE.priya,
    pushedAt: iso(changes[0].at),
  });
  return [...changes.flatMap((change, index) => eventsOf(service, change, commits[index + 1])), push];
}
