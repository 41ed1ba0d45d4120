import { createServer } from 'node:http';

const TEAMS = 12;

/** The team that owns a service of the bench. */
export const teamOf = service => `group:default/team-${Number(/\d+/.exec(service)[0]) % TEAMS}`;

/** True for the services that the bench's reader may see: those of half the teams. */
export const isVisible = service => Number(/\d+/.exec(service)[0]) % TEAMS < TEAMS / 2;

/**
 * A permission backend with a policy as installations have them: services are seen by who owns them. It stands beside Slipway, which asks
 * it over HTTP as it asks its own. Answers the configuration that leads there, and how to end it.
 */
export async function startConditionalPolicy() {
  const claims = Array.from({ length: TEAMS / 2 }, (_, team) => `group:default/team-${team}`);
  const conditions = {
    anyOf: [
      { rule: 'IS_OWNER', resourceType: 'delivery-service', params: { claims } },
      { rule: 'HAS_TAG', resourceType: 'delivery-service', params: { tags: ['public'] } },
    ],
  };
  const decide = ({ id, permission }) =>
    permission.resourceType === 'delivery-service'
      ? { id, result: 'CONDITIONAL', pluginId: 'delivery', resourceType: 'delivery-service', conditions }
      : { id, result: permission.name === 'delivery.unclaimed.read' ? 'DENY' : 'ALLOW' };
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { items } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ items: items.map(decide) }));
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  return {
    config: { discovery: { endpoints: [{ target: `http://127.0.0.1:${server.address().port}/api/permission`, plugins: ['permission'] }] } },
    close: () => new Promise(done => server.close(done)),
  };
}

/** Hands in an entity for each service, so that rows have owners. */
export async function postEntities(slipway, services) {
  const events = services.map(name => ({
    specversion: '1.0',
    id: name,
    source: 'bench/catalog',
    type: 'dev.slipway.entity.observed.v1',
    data: {
      order: { epoch: '1', position: '1' },
      facts: {
        ref: `component:default/${name}`,
        owner: teamOf(name),
        system: `system:default/system-${Number(/\d+/.exec(name)[0]) % 40}`,
        tags: [],
        annotations: {},
      },
    },
  }));
  for (let start = 0; start < events.length; start += 1000) {
    const answer = await fetch(`${slipway.url}/api/delivery/events`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slipway.serviceToken}`, 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(events.slice(start, start + 1000)),
    });
    const body = await answer.json();
    if (answer.status !== 202 || body.rejected.length > 0) {
      throw new Error(`The entities were answered ${answer.status}: ${JSON.stringify(body).slice(0, 300)}`);
    }
  }
}
