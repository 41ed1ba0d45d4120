// From a commit to the pods that run it: what people do with their commits.
import { gitea, openRepository } from '../seed.mjs';
import { waitFor } from '../waitFor.mjs';
import { changeOf, followCommit, stateIn } from './delivery.mjs';
import { moveTag } from './registry.mjs';

/** What the story of a commit needs beside the lab. */
export function withSources(lab) {
  const names = ['checkout', 'backoffice'];
  return Object.assign(lab, {
    sources: Object.fromEntries(names.map(name => [name, openRepository(lab.processes, name)])),
    repositoryOf: { checkout: 'checkout', payments: 'backoffice', inventory: 'backoffice' },
  });
}

// A lab that was told the story before has other notes and branches than these.
let written = Math.floor(Date.now() / 1000);
// Another text than any before, in a lab that was told this story once already, too.
export const note = (source, folder = '', file = 'NOTES.md') =>
  source.write(`${folder}${file}`, `${++written} ${Date.now()}\n`, `Note ${written}`);

/** Waits for a state of a change in an environment. */
export const until = (lab, service, commit, environment, states, seconds = 60) =>
  waitFor(
    `${service} ${commit.slice(0, 7)} to be ${states.join(' or ')} in ${environment}`,
    async see => {
      const change = await changeOf(lab, service, commit);
      see(change?.environments.map(item => [item.environment, item.state, item.why]));
      return states.includes(stateIn(change, environment)) && change;
    },
    { seconds },
  );

export const found = async (lab, name, is, what) =>
  waitFor(`'${name}' to be ${what}`, async see => {
    const answer = await lab.slipway.get(`/changes/${encodeURIComponent(name)}`);
    see({
      change: answer.change?.commit,
      services: answer.services.map(({ environments }) => environments.map(({ state, why }) => [state, why])),
    });
    return is(answer) && answer;
  });

/** Opens a pull request from a branch of a few commits and merges it; answers its own commits and what it was merged as. */
async function pullRequest(lab, way) {
  const { processes, sources } = lab;
  const { git, remote } = sources.checkout;
  sources.checkout.pull();
  const branch = `change-${++written}`;
  git('checkout', '--quiet', '-b', branch);
  const own = [];
  for (const step of ['first', 'second']) {
    sources.checkout.put(`${branch}.md`, `${step}\n`);
    git('add', '--all');
    git('commit', '--quiet', '-m', `Do the ${step} step of ${branch}`);
    own.push(git('rev-parse', 'HEAD'));
  }
  git('push', '--quiet', remote, `HEAD:refs/heads/${branch}`);
  git('checkout', '--quiet', 'main');
  const { number } = await gitea(processes, '/repos/shop/checkout/pulls', { head: branch, base: 'main', title: `Take ${branch} in` });
  await waitFor(
    'the pull request to be mergeable',
    async () => (await gitea(processes, `/repos/shop/checkout/pulls/${number}`, undefined, 'GET')).mergeable,
  );
  await gitea(processes, `/repos/shop/checkout/pulls/${number}/merge`, { Do: way });
  const { merge_commit_sha: merged } = await gitea(processes, `/repos/shop/checkout/pulls/${number}`, undefined, 'GET');
  sources.checkout.pull();
  return { number, own, merged };
}

/** Picks a commit onto a release branch, and waits until it is found in staging as what was picked. */
async function pickOntoRelease(lab, ...options) {
  const { checkout } = lab.sources;
  checkout.pull();
  const base = checkout.git('rev-parse', 'HEAD~2');
  // A file of its own: a pick onto an older base must not meet what others wrote since.
  const commit = note(checkout, 'picks/', `${written}.md`);
  const branch = `release/${++written}`;
  checkout.git('checkout', '--quiet', '-b', branch, base);
  checkout.put('RELEASE.md', `${branch}\n`);
  checkout.git('add', '--all');
  checkout.git('commit', '--quiet', '-m', `Begin ${branch}`);
  checkout.git('cherry-pick', ...options, commit);
  const picked = checkout.push();
  checkout.git('checkout', '--quiet', 'main');
  await until(lab, 'checkout', commit, 'staging', ['here'], 90);
  const { change, services } = await found(lab, commit, ({ services: all }) => all[0]?.environments[1].state === 'here', 'in staging');
  if (!change.pickedAs.includes(picked)) throw new Error(`${commit} is picked as ${change.pickedAs}, not as ${picked}`);
  return services[0].environments[1].why;
}

/** A person pushes a commit, and it is followed to the pods on the API and on both pages; keeps its delays by who showed what. */
export async function followPerson(lab, kept) {
  const { took, delays } = await followCommit(lab, () => note(lab.sources.checkout));
  for (const [who, steps] of Object.entries(delays))
    for (const [step, delay] of Object.entries(steps)) ((kept[who] ??= {})[step] ??= []).push(delay);
  const worst = Object.entries(delays).map(([who, steps]) => `${who} +${(Math.max(...Object.values(steps)) / 1000).toFixed(2)}`);
  return `healthy ${(took / 1000).toFixed(1)} s after the push, at most ${worst.join(', ')} behind`;
}

/** What people do with their commits, each until Slipway says so. */
export const ways = {
  'a squash-merged pull request: its own commits are found as what they were merged as': async lab => {
    const { number, own, merged } = await pullRequest(lab, 'squash');
    await until(lab, 'checkout', merged, 'dev', ['here']);
    const is = ({ services }) =>
      services[0]?.environments[0].state === 'here' && services[0].environments[0].why === `as ${merged.slice(0, 7)}`;
    await found(lab, own[0], is, 'in dev as the squash');
    const { change } = await found(lab, `#${number}`, answer => answer.change?.commit === merged, 'the squash');
    return `#${number} as ${change.commit.slice(0, 7)}`;
  },
  'a merged pull request': async lab => {
    const { own, merged } = await pullRequest(lab, 'merge');
    await until(lab, 'checkout', merged, 'dev', ['here']);
    await found(lab, own[0], ({ services }) => services[0]?.environments[0].state === 'later', 'in dev with the merge');
  },
  'a revert': async lab => {
    const commit = note(lab.sources.checkout);
    await until(lab, 'checkout', commit, 'dev', ['here']);
    const revert = lab.sources.checkout.revert(commit);
    const change = await until(lab, 'checkout', commit, 'dev', ['reverted']);
    await until(lab, 'checkout', revert, 'dev', ['here']);
    return change.environments[0].why;
  },
  'a cherry-pick to a release branch': lab => pickOntoRelease(lab, '-x'),
  'a cherry-pick that does not say so, which its patch shows': lab => pickOntoRelease(lab),
  'a commit that touches one of two services of a monorepo': async lab => {
    const commit = note(lab.sources.backoffice, 'payments/');
    await until(lab, 'payments', commit, 'dev', ['here']);
    if (await changeOf(lab, 'inventory', commit)) throw new Error('inventory lists a commit that touches payments alone');
  },
  'a tag that is moved': async lab => {
    const [commit] = lab.sources.checkout.git('rev-list', '--first-parent', 'HEAD').split('\n');
    const { images } = await until(lab, 'checkout', commit, 'dev', ['here']);
    const moved = await moveTag(lab, 'checkout', images[0].version, commit);
    // What runs is named by its digest: that its tag names another image now changes nothing of where the commit is.
    await until(lab, 'checkout', commit, 'dev', ['here']);
    return `${images[0].version} names ${moved.slice(7, 13)} now`;
  },
  'a rebuild of the same commit': async lab => {
    const { checkout } = lab.sources;
    const commit = checkout.git('rev-parse', 'HEAD');
    await gitea(lab.processes, '/repos/shop/checkout/actions/workflows/delivery.yaml/dispatches', { ref: 'main' });
    const change = await waitFor('two builds and two images of the commit', async see => {
      const item = await changeOf(lab, 'checkout', commit);
      see({ builds: item?.builds.map(build => build.conclusion), images: item?.images.length });
      return (
        item?.builds.filter(build => build.conclusion === 'success').length >= 2 &&
        item.images.length >= 2 &&
        stateIn(item, 'dev') === 'here' &&
        item
      );
    });
    return `${change.images.length} images`;
  },
};
