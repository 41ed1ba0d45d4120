// Posts unique, shuffled application states of many services in batches at a steady rate.
// Run as a process of its own: node bench/intake.mjs '{"url","token","rate","seconds","services"}'
const { url, token, rate, seconds, services, seed = 1 } = JSON.parse(process.argv[2]);
const BATCH = 500;

// A small generator with a seed, so that two runs send the same.
let state = seed;
function random() {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
}

const total = rate * seconds;
const order = Uint32Array.from({ length: total }, (_, index) => index);
for (let index = total - 1; index > 0; index -= 1) {
  const other = Math.floor(random() * (index + 1));
  [order[index], order[other]] = [order[other], order[index]];
}

const start = Date.now() - total;
const pad = number => String(number).padStart(5, '0');

function event(number) {
  const service = number % services;
  const position = Math.floor(number / services) + 1;
  const healthy = position % 3 !== 0;
  const revision = (position >> 2).toString(16).padStart(40, '0');
  return {
    specversion: '1.0',
    id: `bench-${seed}-${number}`,
    source: 'bench/intake',
    type: 'dev.slipway.application.observed.v1',
    time: new Date(start + number).toISOString(),
    datacontenttype: 'application/json',
    data: {
      order: { epoch: '1', position: String(position) },
      facts: {
        instance: 'bench',
        uid: `posted-${pad(service)}`,
        namespace: 'argocd',
        name: `posted-${pad(service)}-production`,
        project: 'default',
        applicationSet: null,
        labels: {},
        annotations: {},
        destination: { server: 'https://kubernetes.default.svc', namespace: `posted-${pad(service)}` },
        sources: [{ repoURL: 'https://git.example.com/posted.git', path: pad(service) }],
        autoSync: true,
        deleting: false,
        operationPending: false,
        sync: 'Synced',
        health: healthy ? 'Healthy' : 'Progressing',
        revisionList: [{ source: 'https://git.example.com/posted.git', revision, kind: 'git' }],
        operation: null,
        operationRevisions: [],
        lastDeployedRevisions: [revision],
        history: 1,
        images: [`registry.example.com/posted-${pad(service)}:1.${position}.0`],
        conditions: [],
        workloads: [],
        failingResources: [],
      },
    },
  };
}

const answers = { accepted: 0, duplicates: 0, rejected: 0, failures: 0 };
const begin = performance.now();
const inFlight = new Set();
let behind = 0;
for (let offset = 0; offset < total; offset += BATCH) {
  const due = begin + (offset / rate) * 1000;
  const now = performance.now();
  if (now < due) {
    await new Promise(done => setTimeout(done, due - now));
  } else {
    behind = Math.max(behind, now - due);
  }
  while (inFlight.size >= 8) {
    await Promise.race(inFlight);
  }
  const body = JSON.stringify(Array.from(order.subarray(offset, Math.min(total, offset + BATCH)), event));
  const call = fetch(`${url}/api/delivery/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/cloudevents-batch+json' },
    body,
  })
    .then(async answer => {
      if (answer.status !== 202) {
        throw new Error(`status ${answer.status}`);
      }
      const { accepted, duplicates, rejected } = await answer.json();
      answers.accepted += accepted;
      answers.duplicates += duplicates;
      answers.rejected += rejected.length;
      answers.reason ??= rejected[0]?.reason;
    })
    .catch(error => {
      answers.failures += 1;
      answers.reason ??= error.message;
    })
    .finally(() => inFlight.delete(call));
  inFlight.add(call);
}
await Promise.all(inFlight);
const elapsed = (performance.now() - begin) / 1000;
console.log(JSON.stringify({ ...answers, seconds: elapsed, perSecond: answers.accepted / elapsed, behindMilliseconds: behind }));
