import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const TICKS = 100;

/** Every process below a root, the root included. Linux only: elsewhere the figures are unknown. */
function processTree(root) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    if (/^\d+$/.test(name)) {
      try {
        const fields = statFields(name);
        parents.set(Number(name), Number(fields[1]));
      } catch {
        // It ended between the listing and the reading, which is no fault.
      }
    }
  }
  const tree = new Set([root]);
  let grew = true;
  while (grew) {
    grew = false;
    for (const [pid, parent] of parents) {
      if (tree.has(parent) && !tree.has(pid)) {
        tree.add(pid);
        grew = true;
      }
    }
  }
  return [...tree];
}

/** The fields of /proc/<pid>/stat after the command, which may hold spaces. */
function statFields(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** CPU seconds used so far and resident bytes now, of a process and all below it. */
export function usageOf(root) {
  let seconds = 0;
  let resident = 0;
  const largest = { pid: root, resident: 0 };
  for (const pid of processTree(root)) {
    try {
      const fields = statFields(pid);
      // Its own, and that of children which have ended: PostgreSQL ends a connection's process with the connection.
      seconds += fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
      const bytes = Number(fields[21]) * 4096;
      resident += bytes;
      if (bytes > largest.resident) {
        largest.pid = pid;
        largest.resident = bytes;
      }
    } catch {
      // It ended meanwhile.
    }
  }
  return { seconds, resident, largest };
}

function machineSeconds() {
  const [, user, nice, system, idle, iowait, irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n')[0]
    .split(/\s+/)
    .map(Number);
  return { busy: (user + nice + system + irq + softirq + steal) / TICKS, idle: (idle + iowait) / TICKS };
}

/** Starts a measurement; the answer tells how many cores Slipway used and how many the rest of the machine left to it. */
export function watchCpu(root) {
  const begin = { at: performance.now(), own: usageOf(root).seconds, machine: machineSeconds() };
  return () => {
    const elapsed = (performance.now() - begin.at) / 1000;
    const own = usageOf(root).seconds - begin.own;
    const others = machineSeconds().busy - begin.machine.busy - own;
    return { usedCores: own / elapsed, leftCores: cpus().length - others / elapsed };
  };
}
