import os from 'node:os';
import { parseArgs } from 'node:util';
import { Problem, runCommand } from './problem.mjs';
import { elapsed, say } from './progress.mjs';
import { endChildren } from './processes.mjs';
import { setUp } from './setUp.mjs';

const help = `npm test -- [--only STEP]... [JEST FILTER]...    everything that judges the code, or a part of it`;

/** Two lanes on two cores and more, one after the other on one. */
async function runLanes(lanes, run) {
  const results = [];
  const walk = async lane => {
    for (const step of lane) results.push(await run(step));
  };
  if (os.availableParallelism() > 1) await Promise.all(lanes.map(walk));
  else for (const lane of lanes) await walk(lane);
  return results;
}

async function runStep(step) {
  const from = Date.now();
  let result;
  try {
    result = await step.run();
  } catch (error) {
    result = { passed: 0, failed: 1, output: error instanceof Problem ? error.message : error.stack };
  }
  const { passed, failed, output } = result;
  const seconds = ((Date.now() - from) / 1000).toFixed(1);
  if (failed) say(`\n${output.trimEnd()}\n`);
  say(`${failed ? 'FAIL' : 'ok  '}  ${step.name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  return result;
}

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { only: { type: 'string', multiple: true }, help: { type: 'boolean' } },
  });
  if (values.help) return say(help);
  for (const name of ['SIGINT', 'SIGTERM']) process.on(name, () => endChildren().then(() => process.exit(130)));
  const chosen = positionals.length ? ['unit'] : values.only;
  // Building portal and backend takes longer than most steps, and only those that start Slipway need it.
  await setUp({ build: !chosen || chosen.some(name => name === 'stories' || name === 'scripts') });
  const { listLanes } = await import('./test/steps.mjs');
  const lanes = listLanes(positionals);
  const names = lanes.flat(2).map(step => step.name);
  const unknown = chosen?.find(name => !names.includes(name));
  if (unknown) throw new Problem(`There is no step '${unknown}': ${names.join(', ')}.`);
  const results = [];
  for (const phase of lanes) {
    const wanted = phase.map(lane => lane.filter(step => !chosen || chosen.includes(step.name)));
    results.push(...(await runLanes(wanted, runStep)));
  }
  const sum = key => results.reduce((total, each) => total + each[key], 0);
  say(`\nAll steps took ${elapsed()}.`);
  say(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (sum('failed') || !sum('passed')) process.exitCode = 1;
});
process.exit();
