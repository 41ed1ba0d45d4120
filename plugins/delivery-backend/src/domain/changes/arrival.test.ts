import { Deployment } from '@slipway/plugin-delivery-common';
import { ArrivedChange, arrivalIn, decidingDeployment, DeploymentContent } from './arrival';
import { ChangeState } from './changeIn';
import { Reach } from './contains';
import { ImageLink } from './imageLink';
import { stageCommit } from './stages';

const REPOSITORY = 'git.example.com/shop/cart';
const at = (minute: number) => `2026-03-01T10:${String(minute).padStart(2, '0')}:00Z`;

const link = (commit: string): ImageLink => ({ image: commit, digest: null, linked: true, repository: REPOSITORY, commit, by: 'label' });
const unlinked = (image: string): ImageLink => ({ image, digest: null, linked: false, why: 'the image names no commit' });

// Commits are named after their place on the line.
const reachOf = (_: string, commit: string): Reach => ({ side: new Set(), position: commit, complete: true });
const change = { repository: REPOSITORY, commit: '5', landed: '5' };

/** `12 succeeded 6` started at minute 12, succeeded a minute later, and runs commit 6. */
function deployment(text: string): DeploymentContent {
  const [minute, outcome, commit] = text.split(' ');
  const started = Number(minute);
  return {
    deployment: {
      id: minute,
      environment: 'dev',
      kind: 'version',
      outcome: outcome as Deployment['outcome'],
      version: { name: commit },
      startedAt: at(started),
      finishedAt: outcome === 'running' ? null : at(started + 1),
      why: outcome === 'failed' ? 'the sync failed' : null,
    },
    links: commit === '?' ? [unlinked('x')] : [link(commit)],
  };
}

function wordsOf({ deployment: by, why }: ArrivedChange): string {
  if (!by) {
    return '';
  }
  const reason = why ? `: ${why}` : '';
  return by.outcome === 'succeeded' ? ` since ${by.finishedAt?.slice(11, 16)}` : ` by ${by.id}${reason}`;
}

describe('how a change came', () => {
  it.each<[string, ChangeState, string[], string]>([
    ['by the only deployment that has it', 'here', ['10 succeeded 5'], 'here since 10:11'],
    [
      'by the first of those that have it, though later ones carry it',
      'later',
      ['10 succeeded 4', '12 succeeded 5', '14 succeeded 6'],
      'later since 10:13',
    ],
    ['anew after a rollback took it away', 'here', ['10 succeeded 5', '12 succeeded 4', '14 succeeded 5'], 'here since 10:15'],
    ['not by a deployment that failed', 'here', ['10 failed 5', '12 succeeded 5'], 'here since 10:13'],
    ['by something older than the record', 'here', [], 'here'],
    ['by something between, which no image tells', 'here', ['10 succeeded 5', '12 succeeded ?', '14 succeeded 6'], 'here since 10:15'],
    ['it is coming', 'absent', ['10 succeeded 4', '12 running 6'], 'coming by 12'],
    ['it failed to come', 'absent', ['10 succeeded 4', '12 failed 6'], 'failed by 12: the sync failed'],
    ['it failed to come, and the version before was put back', 'absent', ['10 failed 6', '12 succeeded 4'], 'absent'],
    ['what runs now does not have it', 'absent', ['10 running 4'], 'absent'],
    ['nothing is known of what runs', 'not-linked', ['10 succeeded 5'], 'not-linked'],
  ])('%s', (_, state, deployments, expected) => {
    const result = arrivalIn(change, { state, why: null }, deployments.map(deployment), { reachOf, revertedBy: [] });
    expect(`${result.state}${wordsOf(result)}`).toBe(expected);
  });

  it('is in an environment since the last of its targets has it', () => {
    const target = (text: string): ArrivedChange =>
      arrivalIn(change, { state: 'here', why: null }, [deployment(text)], { reachOf, revertedBy: [] });
    expect(decidingDeployment('here', [target('10 succeeded 5'), target('20 succeeded 5')])?.finishedAt).toBe(at(21));
    expect(decidingDeployment('absent', [])).toBeNull();
  });
});

describe('the commit of an environment', () => {
  it.each<[string, ImageLink[], string]>([
    ['is that of its image', [link('5')], '5'],
    ['is that which all of its images have', [link('7'), link('5')], '5'],
    ['leaves out images of other repositories', [link('5'), { ...link('9'), repository: 'git.example.com/shop/pay' } as ImageLink], '5'],
    ['is not known where no image names one', [unlinked('r.io/cart:1')], 'r.io/cart:1: the image names no commit'],
    ['is not known where nothing runs', [], 'no image of it is known'],
  ])('%s', (_, links, expected) => {
    const found = stageCommit(links, REPOSITORY, commit => reachOf('', commit));
    expect(found.known ? found.commit : found.why).toBe(expected);
  });

  it('is not known where several stand beside the branch', () => {
    const found = stageCommit([link('5'), link('7')], REPOSITORY, () => ({ side: new Set(), position: null, complete: true }));
    expect(found).toEqual({ known: false, why: 'its targets run 2 commits, and not all of them stand on the default branch' });
  });
});
