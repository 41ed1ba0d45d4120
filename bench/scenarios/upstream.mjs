import { createServer } from 'node:http';
import { FakeRegistry } from '../../plugins/delivery-backend-module-registry/src/testing/FakeRegistry.ts';
import { startFleet } from '../fleet.mjs';
import { postAll } from '../histories/postAll.mjs';
import { applicationOf, ENVIRONMENTS } from '../histories/services.mjs';
import { figure } from '../percentiles.mjs';
import { startSlipway, until } from '../slipway.mjs';
import { startWorkloads } from '../workloads.mjs';

const APPLICATIONS = 100;
const REPOSITORIES = 30;
const IMAGES = 50;
const BOOKMARK_MILLISECONDS = 60_000;
const QUIET_MILLISECONDS = 15_000;

/** What each kind of source asks its upstream while nothing happens there, counted by the upstreams, which are fakes. */
export async function upstream({ quick, report }) {
  const minutes = quick ? 2 : 12;
  const fleet = await startFleet(APPLICATIONS, 1);
  const cluster = await startWorkloads(fleet);
  const registry = await startRegistry();
  const git = await startGitHub();
  const servers = [fleet[0].server, cluster.server];
  // As API servers do: whoever follows a watch hears once a minute that nothing happened.
  const bookmarks = setInterval(() => servers.forEach(server => server.bookmark()), BOOKMARK_MILLISECONDS);
  const slipway = await startSlipway({
    config: {
      integrations: { github: [{ host: 'github.example.com', apiBaseUrl: git.url, token: 'bench' }] },
      delivery: {
        environments: ENVIRONMENTS,
        argocd: [{ name: 'main', kubernetes: { url: fleet[0].server.url, token: 'bench' } }],
        kubernetes: [{ name: 'bench', url: cluster.server.url, token: 'bench' }],
        registries: [{ name: 'bench', host: registry.host, url: registry.url }],
        git: [{ name: 'bench', github: { host: 'github.example.com', webhookSecret: 'the secret of the bench' } }],
      },
    },
  });
  const counts = async () => ({
    [`argocd, ${APPLICATIONS} applications by the API server`]: fleet[0].server.requests.length,
    [`kubernetes, ${APPLICATIONS} workloads`]: cluster.server.requests.length,
    [`registry, ${IMAGES} images in use, half by tag`]: registry.asked.length + registry.tokensAsked.length,
    [`git, GitHub with ETags, ${REPOSITORIES} repositories`]: git.asked.length,
    'catalog, as Slipway counts them': await catalogRequests(slipway),
  });
  try {
    await postAll(slipway, runningImages(registry));
    await until('every source to be live and nothing more to read', settling(slipway, counts), {
      seconds: 300,
      everyMilliseconds: QUIET_MILLISECONDS,
    });
    const before = await counts();
    const begin = performance.now();
    await new Promise(done => setTimeout(done, minutes * 60_000));
    const hours = (performance.now() - begin) / 3_600_000;
    for (const [source, count] of Object.entries(await counts())) {
      report(
        `upstream requests per hour at rest: ${source}`,
        `${figure((count - before[source]) / hours)} (${count - before[source]} in ${minutes} min)`,
        '',
        '',
      );
    }
    const unchanged = git.asked.filter(status => status === 304).length;
    report(
      'of those of git: answered 304, which costs nothing of the limit',
      `${unchanged} of ${git.asked.length} since the start`,
      '',
      '',
    );
  } finally {
    clearInterval(bookmarks);
    await slipway.stop();
    await Promise.all([...servers.map(server => server.close()), registry.stop(), git.close()]);
  }
}

/** Looks whether all sources are live and no upstream was asked since the look before; the catalog is asked for its count all the time. */
function settling(slipway, counts) {
  let before = '';
  return async () => {
    const { items } = await slipway.get('/sources');
    const states = items.filter(({ state }) => state !== 'posted').map(({ name, state }) => `${name} ${state}`);
    const asked = JSON.stringify(Object.values(await counts()).slice(0, -1));
    const isQuiet = asked === before;
    before = asked;
    return { reached: isQuiet && states.length === 5 && states.every(text => text.endsWith(' live')), states, asked };
  };
}

async function catalogRequests(slipway) {
  const { items } = await slipway.get('/sources');
  return items.find(({ name }) => name === 'catalog').upstreamRequests;
}

async function startRegistry() {
  const registry = await new FakeRegistry().start();
  for (let number = 0; number < IMAGES; number++) {
    const repository = `bench/service-${number}`;
    const config = registry.putBlob(repository, { os: 'linux', architecture: 'amd64', config: { Labels: { number: String(number) } } });
    registry.putManifest(repository, { schemaVersion: 2, config, layers: [] }, { tag: '1.0.0' });
  }
  return registry;
}

/** Half of the images are named by their tag alone, which may move. */
function runningImages(registry) {
  return Array.from({ length: IMAGES }, (_, number) => {
    const repository = `bench/service-${number}`;
    const config = registry.putBlob(repository, { os: 'linux', architecture: 'amd64', config: { Labels: { number: String(number) } } });
    const digest = registry.putManifest(repository, { schemaVersion: 2, config, layers: [] });
    const image = `${registry.host}/${repository}${number % 2 ? ':1.0.0' : `@${digest}`}`;
    return ['application', `application/${number}`, 1, applicationOf(`running-${number}`, { images: [image] })];
  });
}

/** GitHub's REST API over repositories in which nothing happens. */
async function startGitHub() {
  const asked = [];
  const list = JSON.stringify(
    Array.from({ length: REPOSITORIES }, (_, number) => ({
      full_name: `bench/service-${number}`,
      default_branch: 'main',
      pushed_at: '2026-01-01T00:00:00Z',
    })),
  );
  const head = { commit: { sha: 'a'.repeat(40) } };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const body = pathname === '/user/repos' ? list : JSON.stringify(answerOf(pathname, head));
    const etag = `"${body.length}"`;
    const isKnown = request.headers['if-none-match'] === etag;
    asked.push(isKnown ? 304 : 200);
    response.writeHead(isKnown ? 304 : 200, { 'content-type': 'application/json', etag });
    response.end(isKnown ? undefined : body);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    asked,
    close: () => {
      server.closeAllConnections();
      return new Promise(done => server.close(done));
    },
  };
}

function answerOf(pathname, head) {
  const person = { name: 'Ada', email: 'ada@example.com', date: '2026-01-01T00:00:00Z' };
  if (pathname.endsWith('/branches')) {
    return [{ name: 'main', ...head }];
  }
  if (pathname.endsWith('/commits')) {
    return [{ sha: head.commit.sha, commit: { message: 'The only commit', author: person, committer: person }, parents: [] }];
  }
  return pathname.endsWith('/runs') ? { workflow_runs: [] } : [];
}
