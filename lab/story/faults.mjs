// What goes wrong on the way from a commit to its pods, one at a time; after each the record is compared with everything.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { startSlipway, startedBySlipway } from '../lab.mjs';
import { gitea, runEnded } from '../seed.mjs';
import { startPart } from '../startParts.mjs';
import { waitFor } from '../waitFor.mjs';
import { changeOf, gitOpsCommitOf, hasSynced, imageOf, rolledOut, runOf } from './delivery.mjs';
import { killSlipway, refresh } from './disturbances.mjs';
import { sendWebhook } from './webhooks.mjs';
import { note, until } from './wholeWay.mjs';

const CONTROLLER = 'argocd-application-controller';

/** While this file is there, CI waits before it writes to the GitOps repository. */
export const holdOf = lab => join(lab.processes.folder, 'hold');

/** Waits for a moment of a commit's way that is short. */
const moment = (what, reached) => waitFor(what, reached, { every: 30 });
/** What Git and Argo CD have of a commit of checkout now. */
const around = (lab, commit) => async () => {
  const [gitOps, application] = await Promise.all([gitOpsCommitOf(lab, commit), lab.client.application('checkout-dev')]);
  return { gitOps, application };
};

/** Each pushes a commit and comes back at its moment, with what has to be let go on once Slipway is killed. */
const moments = {
  'right after a push, before its webhook': async lab => {
    // It takes no request any more, so that what Git tells it is lost with it.
    for (const { pid } of startedBySlipway(lab.processes.folder)) process.kill(pid, 'SIGSTOP');
    return { commit: note(lab.sources.checkout) };
  },
  'while CI runs': async lab => {
    const commit = note(lab.sources.checkout);
    await moment('CI to run', async () => (await runOf(lab, 'checkout', commit))?.status === 'in_progress');
    return { commit };
  },
  'between the image and the GitOps commit': async lab => {
    const hold = holdOf(lab);
    writeFileSync(hold, '');
    const commit = note(lab.sources.checkout);
    await moment('the image', () => imageOf(lab, 'checkout', commit));
    return { commit, goOn: () => rmSync(hold) };
  },
  'between the GitOps commit and the sync': async lab => {
    await lab.processes.stop(CONTROLLER);
    const commit = note(lab.sources.checkout);
    await moment('the GitOps commit', () => gitOpsCommitOf(lab, commit));
    return {
      commit,
      goOn: async () => {
        startPart(lab.processes, CONTROLLER);
        await refresh(lab, 'checkout-dev');
      },
    };
  },
  'during the sync': async lab => {
    const commit = note(lab.sources.checkout);
    const look = around(lab, commit);
    await moment('the sync', async see => {
      const { gitOps, application } = await look();
      const { operation, status } = application;
      see({ gitOps, operation, phase: status.operationState?.phase });
      const wanted = status.operationState?.operation?.sync?.revision ?? operation?.sync?.revision;
      return gitOps && wanted === gitOps;
    });
    return { commit };
  },
  'during the rollout': async lab => {
    const commit = note(lab.sources.checkout);
    const look = around(lab, commit);
    await moment('the rollout', async see => {
      const { gitOps, application } = await look();
      see({ gitOps, health: application.status.health, phase: application.status.operationState?.phase });
      return gitOps && hasSynced(application, gitOps) && application.status.health.status === 'Progressing';
    });
    return { commit, stillUnderWay: async () => (await lab.client.application('checkout-dev')).status.health.status === 'Progressing' };
  },
};

/** Slipway is killed in the middle of a step, which goes on without it to the pods; then it comes back. */
const kills = Object.entries(moments).map(([when, arrange]) => [
  `Slipway is killed with -9 ${when}`,
  async lab => {
    const { commit, goOn, stillUnderWay } = await arrange(lab);
    await killSlipway(lab);
    if (stillUnderWay && !(await stillUnderWay())) throw new Error('The step was over before Slipway was killed');
    await goOn?.();
    await runEnded(lab.processes, 'checkout', { commit });
    await rolledOut(lab, 'checkout', commit);
    await startSlipway(lab.processes);
    await until(lab, 'checkout', commit, 'dev', ['here'], 120);
  },
]);

export const faults = {
  ...Object.fromEntries(kills),
  'the webhooks of a push are lost': async lab => {
    const hooks = await gitea(lab.processes, '/orgs/shop/hooks', undefined, 'GET');
    const hook = hooks.find(({ config }) => config.url.includes('/api/delivery/'));
    // Gitea takes a hook that names no events for one of pushes alone.
    const switchTo = active => gitea(lab.processes, `/orgs/shop/hooks/${hook.id}`, { active, events: hook.events }, 'PATCH');
    await switchTo(false);
    let commit;
    try {
      commit = note(lab.sources.checkout);
      await runEnded(lab.processes, 'checkout', { commit });
    } finally {
      await switchTo(true);
    }
    // The slow poll is what is left: it looks once a minute.
    await until(lab, 'checkout', commit, 'dev', ['here'], 120);
  },
  'the Git host is gone for a minute': async lab => {
    await lab.processes.stop('gitea');
    const back = Date.now() + 60_000;
    await waitFor(
      'a minute without a Git host, with Slipway answering',
      async () => (await changeOf(lab, 'checkout', lab.sources.checkout.git('rev-parse', 'HEAD'))) && Date.now() > back,
      {
        seconds: 90,
        every: 1000,
      },
    );
    startPart(lab.processes, 'gitea');
    await waitFor('the Git host to be back', () => gitea(lab.processes, '/version', undefined, 'GET'));
    const commit = note(lab.sources.checkout);
    await until(lab, 'checkout', commit, 'dev', ['here'], 180);
  },
  'a webhook is delivered three times, and an older one after a newer': async lab => {
    const first = note(lab.sources.checkout);
    const second = note(lab.sources.checkout);
    await until(lab, 'checkout', second, 'dev', ['here'], 90);
    const hooks = await gitea(lab.processes, '/orgs/shop/hooks', undefined, 'GET');
    const { id } = hooks.find(({ config }) => config.url.includes('/api/delivery/'));
    const before = await counted(lab);
    for (const commit of [second, second, first]) await deliverAgain(lab, id, commit);
    const after = await counted(lab);
    if (after !== before) throw new Error(`${after - before} observations more after three copies of what was told before`);
    await until(lab, 'checkout', second, 'dev', ['here']);
  },
  'the registry answers 401': async lab => {
    const { processes } = lab;
    const password = `${processes.state.secrets.giteaPassword}-no-more`;
    const change = value => gitea(processes, '/admin/users/reader', { login_name: 'reader', source_id: 0, password: value }, 'PATCH');
    let commit;
    let why;
    try {
      await change(password);
      commit = note(lab.sources.checkout);
      await runEnded(processes, 'checkout', { commit });
      why = await waitFor(
        'the source of the registry to say that it is refused',
        async see => {
          const source = (await lab.slipway.get('/sources')).items.find(({ name }) => name === 'registry/gitea');
          see([source.state, source.error]);
          return source.error;
        },
        { seconds: 120 },
      );
    } finally {
      await change(processes.state.secrets.reader);
    }
    await until(lab, 'checkout', commit, 'dev', ['here'], 180);
    return why.slice(0, 120);
  },
};

/** Observations of the Git host on the record. */
async function counted({ slipway }) {
  const { items } = await slipway.get('/sources');
  return items.find(({ name }) => name === 'git/gitea').observations;
}

/** Sends the push of a commit once more, byte by byte as Gitea sent it. */
async function deliverAgain({ processes }, hook, commit) {
  const database = new DatabaseSync(join(processes.folder, 'gitea/data/gitea.db'), { readOnly: true });
  const tasks = database.prepare("SELECT payload_content AS body FROM hook_task WHERE hook_id = ? AND event_type = 'push'").all(hook);
  database.close();
  const { body } = tasks.find(task => JSON.parse(task.body).after === commit);
  const { status, said } = await sendWebhook(processes, 'push', body);
  if (status !== 202) throw new Error(`Slipway answers ${status} to a webhook: ${said}`);
}
