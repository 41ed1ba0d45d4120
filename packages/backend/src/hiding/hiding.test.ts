import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import fc from 'fast-check';
import { situations } from './__testUtils__/policies';
import { Asked, CASES, Target } from './__testUtils__/requests';
import { startBackend } from './__testUtils__/startBackend';
import { applications, deliveries, ENTITIES, NAMES, refOf, USER } from './__testUtils__/world';

jest.setTimeout(600_000);

// Outside of describe, so that the backend ends before its databases go.
const databases = TestDatabases.create({ ids: ['POSTGRES_18'], disableDocker: true });

const OWNER = mockCredentials.user.header('user:default/owner');
const POLICIES = 200;

describe('what the catalog hides', () => {
  let backend: Awaited<ReturnType<typeof startBackend>>;
  let operations: string[];
  let deploymentsOf: Map<string, string[]>;
  let sequence: string;
  let people = 0;

  const read = async (path: string, authorization = OWNER) => (await backend.ask(path, authorization)).json();
  const record = async (events: Parameters<typeof backend.post>[0]) => {
    const { rejected } = await backend.post(events);
    if (rejected.length > 0) {
      throw new Error(`The intake rejects ${JSON.stringify(rejected)}`);
    }
  };

  beforeAll(async () => {
    backend = await startBackend(databases);
    const { paths } = await read('/delivery/openapi.json');
    operations = Object.values<Record<string, { operationId: string }>>(paths).flatMap(methods =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    await record([...applications('Healthy'), ...deliveries()]);
    await until('every service, with what it claims', async () => {
      const { items, error } = await read('/delivery/services?limit=200');
      const rows = items?.map((row: any) => row.ref) ?? error;
      return { done: rows?.length === NAMES.length + 1 && NAMES.every(name => rows.includes(refOf(name))), rows };
    });
    await until('the settled rows', async () => {
      const { items } = await read('/delivery/deployments?limit=200');
      return { done: items?.length > 5, items };
    });
    sequence = await latestSequence();
    await record(applications('Degraded'));
    await until('every row changed', async () => {
      const { total } = await read('/delivery/services/counts?health=Degraded');
      return { done: total === NAMES.length + 1, total };
    });
    const { items } = await read('/delivery/deployments?limit=200');
    deploymentsOf = new Map(
      NAMES.map(name => [name, items.filter((item: any) => JSON.stringify(item).includes(name)).map((item: any) => item.id)]),
    );
  });

  it('has a case for every operation of the document', () => {
    expect(Object.keys(CASES).sort()).toEqual([...operations].sort());
  });

  it(`is named by no answer of delivery, under ${POLICIES} random policies`, async () => {
    let shown = 0;
    let hidden = 0;
    await fc.assert(
      fc.asyncProperty(situations, async ({ policy, groups, pick }) => {
        backend.world.policy = policy;
        backend.world.groups = groups;
        // Decisions are kept for a moment, so everybody comes once.
        people += 1;
        const caller = mockCredentials.user.header(`user:default/caller-${people}`);
        const entities = await read('/catalog/entities?fields=kind,metadata.name', caller);
        const inCatalog = new Set<string>(entities.map((item: any) => item.metadata.name));
        const secrets = ENTITIES.map(({ metadata }) => metadata.name).filter(name => !inCatalog.has(name));
        const services = NAMES.filter(name => inCatalog.has(name));
        const secretServices = NAMES.filter(name => !inCatalog.has(name));
        shown += services.length;
        hidden += secretServices.length;
        const target: Target = {
          hidden: secretServices[pick % secretServices.length] ?? 'nothing',
          shown: services[pick % services.length] ?? 'nothing',
          sequence,
          hiddenDeployments: secretServices.flatMap(name => deploymentsOf.get(name)!.slice(0, 1)),
        };
        const rows = new Set<string>();
        const answers = Object.entries(CASES).flatMap(([id, ask]) => ask(target).map(asked => ({ id, asked })));
        await Promise.all(
          answers.map(async ({ id, asked }) => {
            const { status, text } = await answerTo(asked, caller);
            if (status >= 500) {
              throw new Error(`${id} ${asked.path} answered ${status}: ${text}`);
            }
            const leaked = secrets.filter(name => leaks(name, { id, asked, text, status, services }));
            if (leaked.length > 0) {
              throw new Error(`${id} ${asked.path} (${status}) names ${leaked.join(', ')}: ${excerpt(text, leaked[0])}`);
            }
            if (asked.path === '/services?limit=200' && status === 200) {
              JSON.parse(text).items.forEach((row: any) => row.claimed && rows.add(row.name));
            }
          }),
        );
        await expectCounts(caller, rows, services);
      }),
      { numRuns: POLICIES, endOnFailure: true, ...(process.env.SLIPWAY_SEED && { seed: Number(process.env.SLIPWAY_SEED) }) },
    );
    // A policy that hides all or nothing would find nothing out.
    expect(Math.min(shown, hidden)).toBeGreaterThan(POLICIES);
  });

  async function answerTo(asked: Asked, authorization: string): Promise<{ status: number; text: string }> {
    const stop = new AbortController();
    const response = await backend.ask(`/delivery${asked.path}`, authorization, {
      method: asked.method,
      signal: stop.signal,
      headers: { ...(asked.body !== undefined && { 'content-type': 'application/json' }), ...asked.headers },
      ...(asked.body !== undefined && { body: JSON.stringify(asked.body) }),
    });
    if (!asked.stream || !response.ok) {
      return { status: response.status, text: await response.text() };
    }
    const reader = response.body!.getReader();
    let text = '';
    // The first piece tells what was missed, else from where the stream is live.
    while (!text.includes('\n\n')) {
      const { value, done } = await reader.read();
      if (done) {
        break;
      }
      text += Buffer.from(value).toString();
    }
    stop.abort();
    return { status: response.status, text };
  }

  async function expectCounts(caller: string, rows: Set<string>, services: string[]) {
    const response = await backend.ask('/delivery/services/counts', caller);
    if (response.ok) {
      expect([...rows].filter(name => !services.includes(name))).toEqual([]);
      expect(await response.json()).toMatchObject({ services: rows.size });
    }
  }

  async function latestSequence(): Promise<string> {
    const { text } = await answerTo({ path: '/stream', stream: true }, OWNER);
    return /id: (\d+)/.exec(text)![1];
  }
});

/** An owner or system is named by each of its entities, in the catalog as well. */
function leaks(name: string, answer: { id: string; asked: Asked; text: string; status: number; services: string[] }): boolean {
  const { id, asked, status, services } = answer;
  // What somebody asks for by name may come back in the refusal; it says as much of what is not there.
  const text = status >= 400 && decodeURIComponent(asked.path).includes(name) ? answer.text.replaceAll(name, '') : answer.text;
  if (id === 'getOpenApiDocument') {
    return false;
  }
  const entity = ENTITIES.find(item => item.metadata.name === name)!;
  if (entity.kind === 'User') {
    return text.includes(USER);
  }
  if (entity.kind !== 'Component') {
    const ref = `${entity.kind}:default/${name}`.toLowerCase();
    const named = ENTITIES.some(
      ({ metadata, spec, kind }) => kind === 'Component' && services.includes(metadata.name) && [spec?.owner, spec?.system].includes(ref),
    );
    return !named && text.includes(name);
  }
  return text.includes(name) || text.includes(refOf(name));
}

function excerpt(text: string, name: string): string {
  const at = text.indexOf(name);
  return text.slice(Math.max(0, at - 300), at + 100);
}

async function until(what: string, look: () => Promise<{ done: boolean }>): Promise<void> {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const seen = await look();
    if (seen.done) {
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(`Not within two minutes: ${what}; last seen ${JSON.stringify(seen)}`);
    }
    await new Promise(resolve => setTimeout(resolve, 250));
  }
}
