// Run by build.mjs on the project's Node: node transpile.mjs OUTPUT_DIR
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { listClosure, listFiles, root } from '../checkout.mjs';

const require = createRequire(path.join(root, 'package.json'));
const ts = require('typescript');
const { loadConfigSchema } = require('@backstage/config-loader');

const output = path.resolve(process.argv[2]);
const isTest = file => /(\.test\.tsx?|\.snap)$|\/(__fixtures__|fixtures)\//.test(file);

/** @returns {[string, string]} the transpiled file's name and text */
function transpile(file) {
  const { outputText } = ts.transpileModule(fs.readFileSync(file, 'utf8'), {
    fileName: file,
    compilerOptions: {
      target: ts.ScriptTarget.ES2023,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      resolveJsonModule: true,
      experimentalDecorators: true,
    },
  });
  return outputText;
}

async function readConfigSchema({ dir }) {
  const schema = await loadConfigSchema({
    dependencies: [],
    packagePaths: [path.join(dir, 'package.json')],
    excludePackageDependencies: true,
  });
  return schema.serialize().schemas[0]?.value ?? {};
}

async function buildPackage(each) {
  const target = path.join(output, path.relative(root, each.dir));
  const source = path.join(each.dir, 'src');
  for (const file of listFiles([source]).filter(name => !isTest(name))) {
    const inside = path.relative(source, file);
    const compiled = path.join(target, 'dist', inside.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(compiled), { recursive: true });
    if (/\.ts$/.test(file) && !/\.d\.ts$/.test(file)) fs.writeFileSync(compiled, transpile(file));
    else fs.copyFileSync(file, compiled);
  }
  const { publishConfig, exports, ...manifest } = each.manifest;
  const entries = Object.entries(exports ?? {}).map(([name, file]) => [
    name,
    String(file).replace(/^\.\/src\/(.*)\.tsx?$/, './dist/$1.js'),
  ]);
  const built = {
    ...manifest,
    main: 'dist/index.js',
    ...(exports ? { exports: Object.fromEntries(entries) } : {}),
  };
  if (manifest.configSchema) {
    built.configSchema = 'config.schema.json';
    fs.writeFileSync(path.join(target, built.configSchema), JSON.stringify(await readConfigSchema(each)));
  }
  fs.writeFileSync(path.join(target, 'package.json'), JSON.stringify(built, null, 2));
  const own = path.join(each.dir, 'node_modules');
  if (fs.existsSync(own)) fs.symlinkSync(path.relative(target, own), path.join(target, 'node_modules'));
  if (!each.name.startsWith('@')) return;
  const link = path.join(output, 'node_modules', each.name);
  fs.mkdirSync(path.dirname(link), { recursive: true });
  fs.symlinkSync(path.relative(path.dirname(link), target), link);
}

for (const each of listClosure('backend')) await buildPackage(each);
fs.writeFileSync(path.join(output, 'package.json'), JSON.stringify({ private: true, workspaces: ['packages/*', 'plugins/*'] }));
fs.writeFileSync(path.join(output, 'yarn.lock'), '');
