// Puts back what a step that failed left behind, so that the step after it is judged by itself.
import { rmSync } from 'node:fs';
import { startSlipway, startedBySlipway } from '../lab.mjs';
import { startPart } from '../startParts.mjs';
import { holdOf } from './faults.mjs';

export async function mend(lab) {
  for (const { git } of [lab.repository, ...Object.values(lab.sources ?? {})]) {
    git('reset', '--quiet', '--hard');
    git('clean', '--quiet', '-d', '--force');
    git('checkout', '--quiet', 'main');
  }
  rmSync(holdOf(lab), { force: true });
  for (const { pid } of startedBySlipway(lab.processes.folder)) process.kill(pid, 'SIGCONT');
  for (const name of Object.keys(lab.processes.state.processes).filter(part => !lab.processes.isRunning(part))) {
    if (name === 'slipway') await startSlipway(lab.processes);
    else startPart(lab.processes, name);
  }
}
