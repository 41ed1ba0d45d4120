import { Change, Deployment } from '@slipway/plugin-delivery-common';

/** A commit's id made of one letter. */
export const sha = (letter: string) => letter.repeat(40);

/** A change that was committed, with what a test cares about. */
export function change(letter: string, more: Partial<Change> = {}): Change {
  return {
    repository: 'git.example.com/acme/cart',
    commit: sha(letter),
    title: `Change ${letter}`,
    author: { name: 'Ada Byron' },
    coAuthors: [],
    committedAt: '2026-03-14T10:00:00Z',
    touchesKnown: true,
    pullRequest: null,
    builds: [],
    images: [],
    revertedBy: [],
    pickedAs: [],
    environments: [place('dev', 'absent'), place('production', 'absent')],
    source: 'git/main',
    seenAt: '2026-03-14T10:00:01Z',
    ...more,
  };
}

/** What a change is in an environment. */
export function place(
  environment: string | null,
  state: Change['environments'][number]['state'],
  why: string | null = null,
  arrived: Change['environments'][number]['deployment'] = null,
): Change['environments'][number] {
  return { environment, state, why, deployment: arrived, targets: [] };
}

/** The deployment by which a change came to an environment. */
export function arrival(more: Partial<NonNullable<Change['environments'][number]['deployment']>> = {}) {
  return {
    id: 'arrival',
    outcome: 'succeeded' as const,
    startedAt: '2026-03-14T10:05:00Z',
    finishedAt: '2026-03-14T10:05:44Z',
    initiatedBy: null,
    why: null,
    ...more,
  };
}

/** A CI run that passed, with what a test cares about. */
export function build(more: Partial<Change['builds'][number]> = {}): Change['builds'][number] {
  return {
    workflow: 'build',
    number: 7,
    attempt: 1,
    status: 'completed',
    conclusion: 'success',
    startedAt: '2026-03-14T10:00:10Z',
    finishedAt: '2026-03-14T10:02:46Z',
    failedSteps: [],
    url: 'https://git.example.com/acme/cart/actions/runs/7',
    source: 'git/main',
    seenAt: '2026-03-14T10:02:47Z',
    ...more,
  };
}

/** An image that a label links, with what a test cares about. */
export function image(letter: string, more: Partial<Change['images'][number]> = {}): Change['images'][number] {
  return {
    repository: 'registry.example.com/acme/cart',
    digest: `sha256:${letter.repeat(64)}`,
    tags: [`1.${letter}`],
    version: `1.${letter}`,
    builtAt: '2026-03-14T10:03:00Z',
    by: 'label',
    source: 'registry/main',
    seenAt: '2026-03-14T10:03:05Z',
    ...more,
  };
}

/** A deployment of the image of the same letter that succeeded in dev, with what a test cares about. */
export function deployment(letter: string, more: Partial<Deployment> = {}): Deployment {
  return {
    id: `deployment ${letter}`,
    environment: 'dev',
    kind: 'version',
    outcome: 'succeeded',
    version: { name: `1.${letter}`, images: [`registry.example.com/acme/cart:1.${letter}`] },
    startedAt: '2026-03-14T10:05:00Z',
    finishedAt: '2026-03-14T10:05:44Z',
    source: 'argocd/main',
    ...more,
  };
}
