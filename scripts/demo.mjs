import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from './checkout.mjs';
import { defaults } from './config/settings.mjs';
import { until } from './processes.mjs';

/** Where a configuration joins Slipway with a system, somebody who hands in events, or a catalog of one's own. */
const connections = [
  ['delivery', 'argocd'],
  ['delivery', 'git'],
  ['delivery', 'kubernetes'],
  ['delivery', 'registries'],
  ['delivery', 'credentials'],
  ['catalog', 'locations'],
  ['catalog', 'providers'],
  ['templates', 'git'],
];

/** True where no source is configured and nobody said no: the installation then shows the demo organisation. */
export function wantsDemo(options) {
  if (options['no-demo']) return false;
  // Its syntax is judged with the rest of the configuration.
  const { parseDocument } = createRequire(path.join(root, 'package.json'))('yaml');
  return ![defaults, ...options.config].some(file => {
    const document = parseDocument(fs.readFileSync(file, 'utf8'));
    return connections.some(keys => Object.keys(document.getIn(keys)?.toJSON() ?? {}).length > 0);
  });
}

/** Whom one may be: users of the demo's catalog. */
const people = [
  { user: 'user:default/priya', name: 'Priya Raman', role: 'Developer, Checkout team' },
  { user: 'user:default/tomas', name: 'Tomás Reyes', role: 'Team lead, Checkout team' },
  { user: 'user:default/mika', name: 'Mika Lindqvist', role: 'Platform engineer' },
  { user: 'user:default/ines', name: 'Inês Duarte', role: 'Auditor' },
];

/** The service that the start suggests to change. */
const tried = 'storefront-web';

export const demoFolder = dataDir => path.join(dataDir, 'demo');

/**
 * What the start writes into the configuration of a demo: its people, its folder, its catalog, its credential, and a source that is
 * down.
 */
export function demoSettings(dataDir) {
  return {
    organization: { name: 'Demo shop' },
    auth: { providers: { demo: { people } } },
    demo: { folder: demoFolder(dataDir), notice: true },
    catalog: { locations: [{ type: 'file', target: path.join(root, 'plugins/demo-backend/organisation/catalog-info.yaml') }] },
    // What one creates is a repository beside those of the demo, which its CI and cluster follow.
    templates: {
      git: { host: 'git.demo.example', folder: path.join(demoFolder(dataDir), 'git') },
      gitops: { repository: 'gitops', project: 'demo' },
      registry: 'registry.demo.example',
    },
    delivery: {
      demo: true,
      // Nothing listens there.
      argocd: [{ name: 'demo-down', kubernetes: { url: 'http://127.0.0.1:9', token: 'none' } }],
      credentials: [{ name: 'demo', subject: 'plugin:demo', types: ['dev.slipway.*', 'dev.cdevents.*'] }],
    },
  };
}

/** What a demo is, and how to try it: the commands to copy. */
export async function describeDemo(dataDir, url) {
  const notice = `This is a demo: its organisation is invented. Open ${url} and pick who to be; npm start -- --no-demo begins empty.`;
  if (spawnSync('git', ['--version']).error) return `${notice}\nTo push a commit to it, install git and start again.`;
  const bare = path.join(demoFolder(dataDir), 'git');
  try {
    await until('Making the repositories of the demo', 120_000, () => fs.existsSync(path.join(bare, 'made')));
  } catch (error) {
    return `${notice}\n${error.message} (see ${path.join(dataDir, 'backend.log')})`;
  }
  return `${notice}
Try a change, and follow it to production at ${url}/catalog/default/component/${tried}/delivery (about a minute):
  git clone ${path.join(bare, `${tried}.git`)} my-change && cd my-change
  echo "Hello" >> README.md && git commit -am "Say hello" && git push`;
}
