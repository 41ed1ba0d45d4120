// Compares what Slipway says of every commit with Git, CI, registry, Argo CD and API server, item by item.
import { waitFor } from '../waitFor.mjs';
import { allRuns } from './delivery.mjs';
import { labelsOf } from './registry.mjs';

const PATHS = { checkout: [], payments: ['payments'], inventory: ['inventory'] };
const ENVIRONMENTS = { dev: ['dev'], staging: ['staging'], production: ['production-eu', 'production-us'] };

async function allChanges({ slipway }, service) {
  const items = [];
  let page = { nextCursor: '' };
  do {
    const cursor = page.nextCursor ? `&cursor=${encodeURIComponent(page.nextCursor)}` : '';
    page = await slipway.get(`/services/default/component/${service}/changes?limit=100${cursor}`);
    items.push(...page.items);
  } while (page.nextCursor);
  return { items, stages: page.stages };
}

/** Differences of one service, in words, and among how many changes. */
async function differencesOf(lab, service) {
  const found = [];
  const differ = (what, is, should) => {
    const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
    if (a !== b) found.push(`${service}: ${what} is ${a} in the record and should be ${b}`);
  };
  const repository = lab.sources[lab.repositoryOf[service]];
  repository.fetch();
  const { items, stages } = await allChanges(lab, service);
  const wanted = repository.git('rev-list', '--first-parent', 'origin/main', '--', ...PATHS[service]).split('\n');
  const first = repository.git('rev-list', '--max-parents=0', 'origin/main');
  differ(
    'the list of changes',
    items.map(item => item.commit),
    // Git leaves a root out that does not touch the paths, and so does the record.
    wanted.includes(first) || PATHS[service].length ? wanted : [...wanted, first],
  );
  const runs = await allRuns(lab, lab.repositoryOf[service]);
  const told = Object.fromEntries(
    repository
      .git('log', '--format=%H%x09%ae%x09%s', 'origin/main')
      .split('\n')
      .map(line => line.split('\t'))
      .map(([commit, email, ...title]) => [commit, { email, title: title.join('\t') }]),
  );
  const deployed = new Set();
  const containerImages = {};
  for (const [environment, targets] of Object.entries(ENVIRONMENTS)) {
    const pods = targets.flatMap(target => lab.client.kubectl(['get', 'pods', '-n', `shop-${target}`, '-o', 'json']));
    containerImages[environment] = new Set(
      pods
        .flatMap(text => JSON.parse(text).items)
        .filter(pod => !pod.metadata.deletionTimestamp && pod.metadata.name.startsWith(`${service}-`))
        .flatMap(pod => (pod.status.containerStatuses ?? []).map(status => /sha256:[0-9a-f]{64}$/.exec(status.imageID)?.[0])),
    );
    containerImages[environment].forEach(digest => deployed.add(digest));
  }
  // By digest: a tag may name another image by now.
  const built = {};
  for (const digest of deployed) {
    const labelled = await labelsOf(lab, service, digest);
    if (labelled) (built[labelled.labels['org.opencontainers.image.revision']] ??= []).push(digest);
  }
  for (const item of items) {
    const name = item.commit.slice(0, 7);
    differ(`the title of ${name}`, item.title, told[item.commit]?.title);
    differ(`the author of ${name}`, item.author?.email, told[item.commit]?.email);
    const own = runs.filter(run => run.head_sha === item.commit);
    differ(
      `the builds of ${name}`,
      item.builds.map(build => [build.number, build.status, build.conclusion]).sort(),
      own.map(run => [run.run_number, run.status, run.conclusion ?? null]).sort(),
    );
    const digests = (built[item.commit] ?? []).sort();
    differ(
      `the deployed images of ${name}`,
      item.images
        .map(image => image.digest)
        .filter(digest => deployed.has(digest))
        .sort(),
      digests,
    );
  }
  for (const stage of stages) {
    const images = [...containerImages[stage.environment]];
    const commits = Object.entries(built).filter(([, digests]) => digests.some(digest => images.includes(digest)));
    if (images.length === 1) differ(`the commit of ${stage.environment}`, stage.commit, commits[0]?.[0] ?? null);
  }
  return { changes: items.length, differences: found };
}

/** Waits until nothing differs; says how many changes were compared. */
export async function auditWay(lab) {
  let compared = 0;
  await waitFor(
    'the record to equal Git, CI, registry and cluster',
    async see => {
      const found = [];
      compared = 0;
      for (const service of Object.keys(PATHS)) {
        const { changes, differences } = await differencesOf(lab, service);
        found.push(...differences);
        compared += changes;
      }
      see(found.join('; '));
      return found.length === 0;
    },
    { seconds: 120, every: 1000 },
  );
  return compared;
}
