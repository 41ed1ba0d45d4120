import { CommitSummary, Comparison, ConfigFileDiff } from '@slipway/plugin-delivery-common';
import { sha } from './changes';

/** A commit in short whose id is made of one letter, with what a test cares about. */
export function summary(letter: string, more: Partial<CommitSummary> = {}): CommitSummary {
  return {
    repository: 'git.example.com/acme/cart',
    commit: sha(letter),
    title: `Change ${letter}`,
    author: { name: 'Ada Byron' },
    committedAt: '2026-03-14T10:00:00Z',
    source: 'git/main',
    seenAt: '2026-03-14T10:00:01Z',
    ...more,
  };
}

/** A comparison of dev with production in which nothing differs, with what a test cares about. */
export function comparison(more: Partial<Comparison> = {}): Comparison {
  return {
    from: 'dev',
    to: 'production',
    repository: 'git.example.com/acme/cart',
    commits: [],
    undone: [],
    apart: [],
    authors: [],
    tickets: [],
    migrations: [],
    images: [],
    config: { files: [], sides: [], notes: [], compared: 0, why: 'Neither has anything that Git holds.' },
    why: null,
    ...more,
  };
}

/** A file of configuration in which one line differs, with what a test cares about. */
export function configFile(more: Partial<ConfigFileDiff> = {}): ConfigFileDiff {
  return {
    before: 'envs/production/deployment.yaml',
    after: 'envs/dev/deployment.yaml',
    added: 1,
    removed: 1,
    hunks: [{ before: 1, after: 1, lines: [' kind: Deployment', '-replicas: 3', '+replicas: 1'] }],
    why: null,
    hidden: 0,
    ...more,
  };
}
