// npm run bench [-- --quick] [-- --only sources,intake]: what Slipway costs on this machine. Nothing here passes or fails.
import { availableParallelism, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { usageOf } from './cpu.mjs';
import { figure } from './percentiles.mjs';
import { changes } from './scenarios/changes.mjs';
import { intake } from './scenarios/intake.mjs';
import { paint } from './scenarios/paint.mjs';
import { sources } from './scenarios/sources.mjs';
import { upstream } from './scenarios/upstream.mjs';
import { webhook } from './scenarios/webhook.mjs';
import { workloads } from './scenarios/workloads.mjs';
import { startSlipway } from './slipway.mjs';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, help: { type: 'boolean', default: false } },
});
if (values.help) {
  console.log('npm run bench -- [--quick] [--only rest,one,three,intake,changes,workloads,webhook,paint,upstream]');
  process.exit(0);
}
const { quick } = values;
const rows = [];
const report = (what, measured, goal, cpu) => {
  rows.push([what, measured, goal, cpu]);
  console.log(`${what}: ${measured}${goal && ` (goal ${goal})`}${cpu && ` [${cpu}]`}`);
};

/** The same build with no source at all: what memory is compared with, and how long a start takes. */
async function rest() {
  const begin = performance.now();
  const slipway = await startSlipway();
  report('no sources: first start on an empty database', figure((performance.now() - begin) / 1000, 's'), '', '');
  report(`no sources: memory at rest on Node ${process.version}`, figure(usageOf(slipway.pid).largest.resident / 2 ** 20, 'MB'), '', '');
  await slipway.stop();
}

const scenarios = {
  rest,
  one: () => sources({ quick, instances: 1, report }),
  three: () => sources({ quick, instances: 3, report }),
  intake: () => intake({ quick, report }),
  changes: () => changes({ quick, report }),
  workloads: () => workloads({ quick, report }),
  webhook: () => webhook({ quick, report }),
  paint: () => paint({ quick, report }),
  upstream: () => upstream({ quick, report }),
};
const chosen = values.only?.split(',') ?? (quick ? Object.keys(scenarios).filter(name => name !== 'three') : Object.keys(scenarios));
for (const name of chosen) {
  if (!scenarios[name]) {
    console.error(`There is no scenario '${name}'; choose from ${Object.keys(scenarios).join(', ')}`);
    process.exit(1);
  }
}
console.log(
  `${availableParallelism()} cores, ${figure(totalmem() / 2 ** 30, 'GiB')}, Node ${process.version}, ${process.platform} ${process.arch}`,
);
for (const name of chosen) {
  await scenarios[name]();
}
console.log(`\n| what | measured | goal | CPU: used of left |\n|---|---|---|---|`);
rows.forEach(row => console.log(`| ${row.join(' | ')} |`));
