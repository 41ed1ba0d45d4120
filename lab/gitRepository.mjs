// A repository as a developer has it: a clone, commits, pushes.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const identity = { NAME: 'Ada Lindqvist', EMAIL: 'ada.lindqvist@example.com' };

/** @param {string} folder the clone @param {string} remote its address, with what is needed to push */
export function gitRepository(folder, remote) {
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };
  for (const role of ['AUTHOR', 'COMMITTER']) for (const [key, value] of Object.entries(identity)) env[`GIT_${role}_${key}`] = value;
  const git = (...args) => execFileSync('git', args, { cwd: folder, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();

  /** Takes over what others pushed: CI writes into the GitOps repository, too. */
  const pull = () => git('pull', '--quiet', '--rebase', remote, git('branch', '--show-current'));

  /** Writes a function of a file's text, which is empty where there is no such file. */
  function edit(path, change) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, change(existsSync(file) ? readFileSync(file, 'utf8') : ''));
  }

  const put = (path, text) => edit(path, () => text);

  function commitAndPush(message) {
    git('add', '--all');
    git('commit', '--quiet', '-m', message);
    return push();
  }

  function push() {
    git('push', '--quiet', remote, 'HEAD');
    return git('rev-parse', 'HEAD');
  }

  /** Edits one file, commits and pushes; returns the commit. */
  function change(path, by, message) {
    pull();
    edit(path, by);
    return commitAndPush(message);
  }

  return {
    git,
    pull,
    /** Makes the repository from folders and files of seeds and pushes it. */
    create(seeds, message) {
      mkdirSync(folder, { recursive: true });
      for (const seed of seeds) cpSync(seed, /\.\w+$/.test(seed) ? join(folder, basename(seed)) : folder, { recursive: true });
      if (!existsSync(join(folder, '.git'))) git('init', '--quiet', '--initial-branch=main');
      return commitAndPush(message);
    },
    edit,
    push,
    remote,
    commitAndPush,
    change,
    fetch: () => git('fetch', '--quiet', '--prune', '--tags', remote, '+refs/heads/*:refs/remotes/origin/*'),
    put,
    write: (path, text, message) => change(path, () => text, message),
    revert(commit) {
      pull();
      git('revert', '--no-edit', commit);
      return push();
    },
  };
}
