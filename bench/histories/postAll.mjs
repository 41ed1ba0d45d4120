const BATCH = 1000;

/** Hands observations in, each `[kind, id, position, facts]`, in batches, and fails unless all of them are taken. */
export async function postAll(slipway, observations) {
  for (let from = 0; from < observations.length; from += BATCH) {
    await post(slipway, observations.slice(from, from + BATCH));
  }
}

async function post(slipway, observations) {
  const events = observations.map(([kind, id, position, facts]) => ({
    specversion: '1.0',
    id,
    source: 'bench/git',
    type: `dev.slipway.${kind}.observed.v1`,
    data: { order: { epoch: '1', position: String(position) }, facts },
  }));
  const answer = await fetch(`${slipway.url}/api/delivery/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slipway.serviceToken}`, 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  const body = await answer.json();
  if (answer.status !== 202 || body.rejected.length > 0) {
    throw new Error(`The events were answered ${answer.status}: ${JSON.stringify(body).slice(0, 300)}`);
  }
}
