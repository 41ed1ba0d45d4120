// Open-loop reader: sends on a timetable whatever the answers do, and counts each delay from the instant it should have been sent.
// Run as a process of its own: node bench/load.mjs '{"url","token","paths":[…],"rate","seconds","connections"}'
import { Agent, request } from 'node:http';
import { percentiles } from './percentiles.mjs';

const { url, token, paths, rate, seconds, connections = 50 } = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
// Its first requests open connections and compile this very program, which is no delay of Slipway's.
const WARM_UP_SECONDS = 1;
const delays = [];
const failures = new Map();
let pending = 0;

function send(path, intended) {
  pending += 1;
  const end = failure => {
    pending -= 1;
    if (failure) {
      failures.set(failure, (failures.get(failure) ?? 0) + 1);
    } else if (intended >= counted) {
      delays.push(performance.now() - intended);
    }
  };
  const call = request(new URL(path, url), { agent, headers: { authorization: `Bearer ${token}` } }, answer => {
    answer.resume();
    answer.on('end', () => end(answer.statusCode === 200 ? undefined : `status ${answer.statusCode}`));
  });
  call.on('error', error => end(error.code ?? error.message));
  call.end();
}

const begin = performance.now();
const counted = begin + WARM_UP_SECONDS * 1000;
const total = Math.round(rate * (seconds + WARM_UP_SECONDS));
let sent = 0;
await new Promise(done => {
  const tick = setInterval(() => {
    // The first request is due at once.
    const due = Math.min(total, Math.floor(((performance.now() - begin) / 1000) * rate) + 1);
    while (sent < due) {
      send(paths[sent % paths.length], begin + (sent / rate) * 1000);
      sent += 1;
    }
    if (sent >= total && pending === 0) {
      clearInterval(tick);
      done();
    }
  }, 1);
});
agent.destroy();
console.log(JSON.stringify({ sent, rate, ...percentiles(delays), failures: Object.fromEntries(failures) }));
