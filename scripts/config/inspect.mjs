// Run by settings.mjs on the project's Node in the built backend's folder:
//   node inspect.mjs BUILD_DIR CHECK FILE...
// Prints what the files say about the things that the start adds to, and where they break the schema.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../checkout.mjs';

const require = createRequire(path.join(root, 'package.json'));
const { ConfigSources, loadConfigSchema } = require('@backstage/config-loader');
const { ConfigReader } = require('@backstage/config');
const { LineCounter, parseDocument } = require('yaml');

const [buildDir, check, ...files] = process.argv.slice(2);
/** What the start adds itself, so that the files need not say it. */
const added = {
  context: 'the start',
  data: {
    backend: { database: { connection: {} } },
    auth: { providers: { owner: { key: 'made-by-the-start' } } },
  },
};
/** Unknown keys are refused below these, which are Slipway's own. */
const own = /^\/(delivery|access|auth\/providers\/owner)(\/|$)/;

function nameOf(file) {
  const relative = path.relative(process.env.INIT_CWD ?? root, file);
  return relative.startsWith('..') ? file : relative;
}

function checkSyntax() {
  for (const file of files) {
    const [error] = parseDocument(fs.readFileSync(file, 'utf8')).errors;
    if (error) throw new Error(`${nameOf(file)} is no YAML: ${error.message.split(':\n')[0]}`);
  }
}

async function readConfigs() {
  const source = ConfigSources.default({ rootDir: root, watch: false, argv: files.flatMap(file => ['--config', file]) });
  for await (const { configs } of source.readConfigData()) return configs;
  return [];
}

/** `FILE:LINE` of the deepest part of a path that a file mentions, last file first. */
function locate(keys) {
  for (const file of [...files].reverse()) {
    const lines = new LineCounter();
    const document = parseDocument(fs.readFileSync(file, 'utf8'), { lineCounter: lines });
    let node = document.contents;
    let offset;
    const rest = [...keys];
    for (; rest.length && node?.items; rest.shift()) {
      const item = node.items.find((each, index) => (each.key ? String(each.key.value) : String(index)) === rest[0]);
      if (!item) break;
      offset = (item.key ?? item).range?.[0] ?? offset;
      node = item.key ? item.value : item;
    }
    if (rest.length === 0 && offset !== undefined) return `${nameOf(file)}:${lines.linePos(offset).line}`;
  }
  return undefined;
}

/** Turns one message of the schema check into a sentence, or undefined where it is none of ours. */
function explain(message) {
  const [, text, params, at] = message.match(/^Config (.*) \{ (.*) \} at (.*)$/s) ?? [];
  if (at === undefined) return message;
  if (/schema in anyOf/.test(text)) return undefined; // said by its parts
  const keys = at.split('/').slice(1).filter(Boolean);
  const unknown = params.match(/^additionalProperty=(.*)$/)?.[1];
  if (unknown !== undefined) {
    if (!own.test(at)) return undefined;
    const where = locate([...keys, unknown]);
    return `the key '${[...keys, unknown].join('.')}'${where ? ` at ${where}` : ''} is unknown`;
  }
  const where = locate(keys);
  return `'${keys.join('.')}'${where ? ` at ${where}` : ''} ${text}`;
}

function describeExpected(schemas, message) {
  const at = message.match(/ at (\/\S*)$/)?.[1];
  if (!at || !/additionalProperty/.test(message)) return '';
  const known = new Set();
  for (const { value } of schemas) {
    let nodes = [value];
    for (const key of at.split('/').filter(Boolean))
      nodes = nodes.flatMap(node =>
        [node, ...(node.anyOf ?? []), ...(node.oneOf ?? [])].flatMap(each =>
          [/^\d+$/.test(key) ? each.items : each.properties?.[key]].filter(Boolean),
        ),
      );
    for (const node of nodes)
      for (const each of [node, ...(node.anyOf ?? [])]) Object.keys(each.properties ?? {}).forEach(key => known.add(key));
  }
  return known.size ? `; expected one of ${[...known].sort().join(', ')}` : '';
}

async function findProblems(configs) {
  const schema = await loadConfigSchema({
    dependencies: [],
    packagePaths: ['packages/backend', path.join(root, 'packages/app')].map(dir => path.resolve(buildDir, dir, 'package.json')),
    noUndeclaredProperties: true,
  });
  try {
    schema.process([...configs, added], { visibility: ['frontend', 'backend', 'secret'] });
    return [];
  } catch (error) {
    if (!error.messages) throw error;
    const { schemas } = schema.serialize();
    // The schema of Backstage knows no kinds of tokens but its own.
    const tokens = ConfigReader.fromConfigs(configs).getOptional('backend.auth.externalAccess') ?? [];
    const messages = error.messages.filter(
      text => tokens[/ at \/backend\/auth\/externalAccess\/(\d+)/.exec(text)?.[1]]?.type !== 'slipway',
    );
    return messages.flatMap(message => {
      const explained = explain(message);
      return explained ? [explained + describeExpected(schemas, message)] : [];
    });
  }
}

try {
  checkSyntax();
  const configs = await readConfigs();
  const config = ConfigReader.fromConfigs(configs);
  const answer = {
    problems: check === 'check' ? await findProblems(configs) : [],
    listen: config.getOptional('backend.listen'),
    baseUrl: config.getOptional('app.baseUrl'),
    externalAccess: config.getOptional('backend.auth.externalAccess') ?? [],
    credentials: config.getOptional('delivery.credentials') ?? [],
  };
  process.stdout.write(JSON.stringify(answer));
} catch (error) {
  process.stdout.write(JSON.stringify({ problems: [error.message.replace(/\s*\n\s*/g, ' ')] }));
}
