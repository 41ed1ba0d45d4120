// What Slipway must not take on trust, sent to it through the real thing: each is shown as what it is, and the rest goes on.
import { execFileSync } from 'node:child_process';
import { gitea, runEnded } from '../seed.mjs';
import { startPart } from '../startParts.mjs';
import { waitFor } from '../waitFor.mjs';
import { changeOf, rolledOut, runOf, stateIn } from './delivery.mjs';
import { shows } from './pages.mjs';
import { deleteImage, pushLabelled } from './registry.mjs';
import { sendWebhook, signed } from './webhooks.mjs';
import { found, note, until } from './wholeWay.mjs';

const STAGING = 'checkout/staging/kustomization.yaml';
const MANY = 1000;

function equal(what, is, should) {
  const [a, b] = [JSON.stringify(is), JSON.stringify(should)];
  if (a !== b) throw new Error(`${what} is ${a} and should be ${b}`);
}

const gitSource = async ({ slipway }) => (await slipway.get('/sources')).items.find(({ name }) => name === 'git/gitea');

/** Asks for an image in staging of checkout and waits until API and page say why it is not linked; takes it back. */
async function notLinked(lab, image, why) {
  const { repository } = lab;
  repository.change(
    STAGING,
    text =>
      text
        .replace(/newName: .*/, `newName: ${image.name}`)
        .replace(/\n +digest: .*/, '')
        .replace(/newTag: .*/, `newTag: ${image.tag}${image.digest ? `\n    digest: ${image.digest}` : ''}`),
    `Bring ${image.tag} to staging`,
  );
  await waitFor(`staging of checkout to be not linked because ${why}`, async see => {
    const { stages } = await lab.slipway.get('/services/default/component/checkout/changes?limit=1');
    const stage = stages.find(({ environment }) => environment === 'staging');
    see(stage);
    return stage.version === image.tag && stage.commit === null && stage.why.includes(why);
  });
  await shows(await lab.page.openTab('checkout'), image.tag, why);
  repository.revert('HEAD');
}

/** Names an image of checkout by an address of the lab's registry. */
const imageNamed = ({ processes: { state } }, tag, digest) => ({ name: `127.0.0.1:${state.ports.gitea}/shop/checkout`, tag, digest });

const builds = (lab, commit, what, is) =>
  waitFor(`the build of ${commit.slice(0, 7)} to be ${what}`, async see => {
    const change = await changeOf(lab, 'checkout', commit);
    see(change?.builds);
    return change?.builds.find(is);
  });

export const badInputs = {
  'a webhook with a wrong signature, with none, of 26 MB, of an unknown event': async lab => {
    const { processes } = lab;
    const { unused = 0, observations } = await gitSource(lab);
    const body = JSON.stringify({ action: 'created', at: Date.now() });
    const answers = [
      await sendWebhook(processes, 'push', body, signed(processes, body, 'another secret')),
      await sendWebhook(processes, 'push', body, null),
      await sendWebhook(processes, 'push', ' '.repeat(26 * 1024 * 1024)),
      await sendWebhook(processes, 'star', body),
    ];
    equal(
      'the list of answers',
      answers.map(({ status }) => status),
      [403, 403, 413, 202],
    );
    const after = await gitSource(lab);
    equal('the count of unused events', after.unused, unused + 1);
    equal('the count of observations', after.observations, observations);
    await shows(await lab.page.openSources(), `${after.unused} of unused types`);
    return answers.map(({ status }) => status).join(', ');
  },
  'a SHA that does not exist': async lab => {
    const name = '0123456789abcdef0123456789abcdef01234567';
    const refusal = await lab.slipway.get(`/changes/${name}`).then(
      () => 'an answer',
      error => error.message,
    );
    for (const word of ['404', 'shop/backoffice', 'shop/checkout'])
      if (!refusal.includes(word)) throw new Error(`'${word}' is not in: ${refusal}`);
    await shows(await lab.page.openChange(name), `${name} is not on the record`, 'shop/checkout');
  },
  'an image without labels': async lab =>
    notLinked(lab, imageNamed(lab, 'plain', await pushLabelled(lab, 'plain', {})), 'the image names no commit'),
  'an image whose label is false': async lab => {
    const commit = lab.sources.backoffice.git('rev-parse', 'HEAD');
    const source = `http://127.0.0.1:${lab.processes.state.ports.gitea}/shop/backoffice`;
    const labels = { 'org.opencontainers.image.revision': commit, 'org.opencontainers.image.source': source };
    return notLinked(lab, imageNamed(lab, 'foreign', await pushLabelled(lab, 'foreign', labels)), 'its label names another repository');
  },
  'an image that was deleted from the registry': async lab => {
    const digest = await pushLabelled(lab, 'deleted', { 'org.opencontainers.image.version': 'deleted' });
    await deleteImage(lab, 'deleted');
    await notLinked(lab, imageNamed(lab, 'deleted', digest), 'its registry no longer has it');
  },
  'a pod whose imageID is of no image': async lab => {
    await pushLabelled(lab, 'unheard', {});
    // Named by its tag alone, a pod of the lab has a digest that nobody made.
    await notLinked(lab, imageNamed(lab, 'unheard'), 'its registry no longer has it');
  },
  'a workflow run that is stuck, and is cancelled': async lab => {
    await lab.processes.stop('runner');
    try {
      const commit = note(lab.sources.checkout);
      await builds(lab, commit, 'waiting', ({ conclusion }) => conclusion === null);
      const tab = await lab.page.openTab('checkout');
      await shows(tab, 'Building');
      await cancelRun(lab, await runOf(lab, 'checkout', commit));
      await builds(lab, commit, 'cancelled', ({ conclusion }) => conclusion === 'cancelled');
      await shows(tab, 'Cancelled');
    } finally {
      startPart(lab.processes, 'runner');
    }
  },
  'a workflow run that is started again': async lab => {
    const commit = note(lab.sources.checkout);
    const { id } = await runEnded(lab.processes, 'checkout', { commit });
    await rolledOut(lab, 'checkout', commit);
    const { startedAt: first } = await builds(lab, commit, 'passed', ({ conclusion }) => conclusion === 'success');
    await gitea(lab.processes, `/repos/shop/checkout/actions/runs/${id}/rerun`);
    await builds(lab, commit, 'under way again', ({ conclusion }) => conclusion === null);
    await builds(lab, commit, 'passed again', ({ conclusion, startedAt }) => conclusion === 'success' && startedAt > first);
    await until(lab, 'checkout', commit, 'dev', ['here']);
  },
  'a force-push that removes a commit: it is shown as rewritten, and its deployment keeps it': async lab => {
    const { checkout } = lab.sources;
    const commit = note(checkout);
    const { id } = await waitFor(`the deployment of ${commit.slice(0, 7)}`, async see => {
      const [place] = (await changeOf(lab, 'checkout', commit))?.environments ?? [];
      see(place);
      return place?.state === 'here' && place.deployment;
    });
    checkout.git('reset', '--quiet', '--hard', 'HEAD~1');
    checkout.put('REWRITTEN.md', `${commit}\n`);
    checkout.git('add', '--all');
    checkout.git('commit', '--quiet', '-m', `Do without ${commit.slice(0, 7)}`);
    checkout.git('push', '--quiet', '--force', checkout.remote, 'HEAD');
    const other = checkout.git('rev-parse', 'HEAD');
    await until(lab, 'checkout', other, 'dev', ['here']);
    await found(lab, commit, ({ change }) => change?.rewritten?.branch === 'main', 'rewritten');
    const { images } = await lab.slipway.get(`/deployments/${encodeURIComponent(id)}`);
    equal(
      'the commit of the deployment',
      images.map(image => image.commit),
      [commit],
    );
    equal('its place among the changes of the branch', await changeOf(lab, 'checkout', commit), undefined);
    await shows(await lab.page.openChange(commit), 'rewritten: main had it');
  },
  [`a push of ${MANY} commits`]: async lab => {
    const { checkout } = lab.sources;
    checkout.pull();
    const folder = checkout.git('rev-parse', '--show-toplevel');
    const head = checkout.git('rev-parse', 'HEAD');
    const at = Math.floor(Date.now() / 1000);
    const commits = Array.from({ length: MANY }, (_, index) => {
      const message = `Count to ${index + 1}`;
      const from = index === 0 ? `from ${head}\n` : '';
      return `commit refs/heads/main\ncommitter Ada Lindqvist <ada.lindqvist@example.com> ${at} +0000\ndata ${message.length}\n${message}\n${from}M 644 inline COUNT.md\ndata ${String(index + 1).length}\n${index + 1}\n`;
    });
    execFileSync('git', ['fast-import', '--quiet', '--force'], { cwd: folder, input: commits.join('\n') });
    checkout.git('reset', '--quiet', '--hard', 'main');
    const commit = checkout.push();
    await until(lab, 'checkout', commit, 'dev', ['here'], 90);
    const first = checkout.git('rev-parse', `HEAD~${MANY - 1}`);
    await waitFor(
      `the first of ${MANY} commits to be in dev with the last`,
      async see => {
        const { services } = await lab.slipway.get(`/changes/${first}`);
        see(services[0]?.environments[0]);
        return stateIn(services[0], 'dev') === 'later';
      },
      { seconds: 120 },
    );
  },
};

/** Cancels a run, for which Gitea has a page and no API. */
async function cancelRun({ processes: { state } }, { id }) {
  const base = `http://127.0.0.1:${state.ports.gitea}`;
  const body = new URLSearchParams({ user_name: 'lab', password: state.secrets.giteaPassword });
  const session = await fetch(`${base}/user/login`, { method: 'POST', body, redirect: 'manual' });
  // One by one: of a cookie that is set twice the later counts.
  const cookies = new Map(session.headers.getSetCookie().map(line => line.split(';')[0].split('=')));
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const { status } = await fetch(`${base}/shop/checkout/actions/runs/${id}/cancel`, { method: 'POST', headers: { cookie } });
  if (status !== 200) throw new Error(`Gitea answers ${status} to the cancelling of run ${id}`);
}
