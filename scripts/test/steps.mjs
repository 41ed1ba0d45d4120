import fs from 'node:fs';
import path from 'node:path';
import { listFiles, root } from '../checkout.mjs';
import { spawnMarked } from '../processes.mjs';
import { nodePath, toolchainEnv } from '../toolchain/node.mjs';
import { runUnitTests } from './unit.mjs';

const mark = `test:${process.pid}`;
const tool = name => path.join(root, 'node_modules/.bin', name);

/** Runs a Node script in the checkout; everything that it printed, and its exit code. */
export async function runNode(args, env = {}) {
  const child = spawnMarked(mark, nodePath, args, { cwd: root, env: { ...toolchainEnv(), CI: 'true', FORCE_COLOR: '0', ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
  const { code } = await child.ended;
  return { code, output };
}

/** A check that passes or fails as a whole counts as one test. */
const check = (name, args, env) => ({
  name,
  async run() {
    const { code, output } = await runNode(args, env);
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output };
  },
});

/** Files that Node's own test runner runs. */
const nodeTests = (name, folder, ending, options = []) => ({
  name,
  async run() {
    const files = listFiles([path.join(root, folder)]).filter(file => file.endsWith(ending));
    if (!files.length) return { passed: 0, failed: 1, output: `No ${ending} stands under ${folder}.` };
    const { code, output } = await runNode(['--test', '--test-reporter=spec', ...options, ...files]);
    const count = key => Number(output.match(new RegExp(`^ℹ ${key} (\\d+)$`, 'm'))?.[1] ?? 0);
    const failed = count('fail') + count('cancelled') + count('skipped') + count('todo');
    return { passed: count('pass'), failed: failed || (code === 0 ? 0 : 1), output };
  },
});

const configCheck = ['config:check', '--strict', '--lax', '--config', 'app-config.yaml', '--config'];
const buildInfo = '.slipway/types.tsbuildinfo';

/** Phases, each of lanes that run side by side, each of steps in order. */
export function listLanes(filters) {
  const cli = tool('backstage-cli');
  const house = fs.readdirSync(root).filter(name => ['scripts', 'lab', 'e2e', 'bench', 'packages', 'plugins'].includes(name));
  const quick = [
    check('format', [tool('prettier'), '--check', '--log-level=warn', '.']),
    check('dependencies', [tool('depcruise'), '--config', '.dependency-cruiser.js', 'packages', 'plugins']),
    check('unused', [tool('knip')]),
    check('config', [cli, ...configCheck, 'app-config.production.yaml']),
    check('sql report', ['scripts/test/sqlReport.mjs']),
    check('house rules', [
      tool('eslint'),
      '--no-eslintrc',
      '--no-inline-config',
      '--config',
      '.eslintrc.house.js',
      '--ext',
      '.ts,.tsx,.mjs,.js',
      ...house,
    ]),
    check('lint', [cli, 'repo', 'lint']),
    check('types', [tool('tsc'), '--noEmit', '--tsBuildInfoFile', buildInfo], { NODE_OPTIONS: '--max-old-space-size=4096' }),
  ];
  const unit = { name: 'unit', run: () => runUnitTests(runNode, filters) };
  return [
    [quick, [nodeTests('scripts', 'scripts', '.test.mjs'), unit]],
    [[nodeTests('stories', 'e2e/stories', '.story.mjs', ['--test-concurrency=1'])]],
  ];
}
