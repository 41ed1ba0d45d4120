// Sends cases that others wrote to a running Slipway and compares what it makes of them. They stand beside the checkout; none is copied.
// Usage: node e2e/cases/run.mjs [--cases ../shared/cases]
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { FakeApiServer } from '../../plugins/delivery-node/src/testUtils/FakeApiServer.ts';
import { startSlipway } from '../harness/slipway.mjs';
import { listApplications, watchApplications, compareApplications } from './applications.mjs';
import { sendEvents } from './events.mjs';
import { GITHUB, sendWebhooks } from './webhooks.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const { values } = parseArgs({ options: { cases: { type: 'string', default: '../shared/cases' } } });
const folder = path.resolve(checkout, values.cases);
if (!fs.existsSync(path.join(folder, 'argocd/expected.json'))) {
  console.error(`There are no cases in ${folder}: give their folder with --cases DIR`);
  process.exit(1);
}

let passed = 0;
let failed = 0;
function judge(name, problems) {
  if (problems.length === 0) {
    passed += 1;
    return;
  }
  failed += 1;
  console.log(`FAILED ${name}`);
  problems.forEach(problem => console.log(`  ${problem}`));
}

const server = new FakeApiServer();
const url = await server.listen();
listApplications(server, folder);
const slipway = await startSlipway({
  config: { delivery: { argocd: [{ name: 'cases', kubernetes: { url, token: 'any' } }], git: [GITHUB] } },
});
try {
  await watchApplications(server, folder, slipway);
  await compareApplications(folder, slipway, judge);
  for (const set of ['cdevents-0.4', 'cdevents-0.5', 'cdevents-0.6-draft']) {
    await sendEvents(path.join(folder, set), slipway, judge);
  }
  await sendWebhooks(path.join(folder, 'github'), slipway, judge);
} catch (error) {
  judge('the run', [error.message]);
} finally {
  await slipway.stop();
  await server.close();
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
