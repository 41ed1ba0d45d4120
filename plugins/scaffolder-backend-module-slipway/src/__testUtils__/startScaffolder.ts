import { readFileSync } from 'node:fs';
import path from 'node:path';
import { coreServices, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend, TestDatabases } from '@backstage/backend-test-utils';
import { CatalogService, catalogServiceRef } from '@backstage/plugin-catalog-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { parse } from 'yaml';
import { scaffolderModuleSlipway } from '../module';

const DEADLINE_MS = 60_000;

/** How a run stands. */
export interface RunState {
  status: string;
  log: string;
  output: Record<string, unknown>;
}

const file = path.resolve(__dirname, '../../../../templates/node-service/template.yaml');

/** The template as the catalog has it, with its real steps. */
export function nodeServiceTemplate(): Entity {
  const template = parse(readFileSync(file, 'utf8'));
  template.metadata.annotations = { 'backstage.io/managed-by-location': `file:${file}` };
  return template;
}

/** The stock scaffolder with Slipway's steps on PostgreSQL, as a person uses it. */
export async function startScaffolder(databases: TestDatabases, { catalog, config }: { catalog: unknown; config: JsonObject }) {
  const knex = await databases.init('POSTGRES_18');
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleSlipway,
      createServiceFactory({ service: coreServices.database, deps: {}, factory: () => ({ getClient: async () => knex }) }),
      createServiceFactory({ service: catalogServiceRef, deps: {}, factory: () => catalog as CatalogService }),
      mockServices.rootConfig.factory({ data: { scaffolder: { EXPERIMENTAL_gracefulShutdown: true }, ...config } }),
    ],
  });
  const { port } = backend.server.address() as { port: number };
  const ask = async (path_: string, body?: unknown) => {
    const response = await fetch(`http://localhost:${port}/api/scaffolder/v2${path_}`, {
      headers: { authorization: mockCredentials.user.header('user:default/priya'), 'content-type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const ended = async (id: string): Promise<RunState> => {
    const deadline = Date.now() + DEADLINE_MS;
    let { status } = await ask(`/tasks/${id}`);
    while (status === 'open' || status === 'processing') {
      if (Date.now() > deadline) {
        throw new Error(`The run is ${status} still`);
      }
      ({ status } = await ask(`/tasks/${id}`));
    }
    const events: Array<{ type: string; body: { message: string; output?: Record<string, unknown> } }> = await ask(`/tasks/${id}/events`);
    const output = events.find(({ type }) => type === 'completion')?.body.output ?? {};
    return { status, log: events.map(({ body }) => body.message).join('\n'), output };
  };
  return {
    async stop() {
      await backend.stop();
      // For every run that may be retried the stock scaffolder asks for news until its process ends: it is answered no more.
      knex.client.acquireConnection = () => new Promise(() => {});
    },
    async run(values: JsonObject): Promise<RunState & { id: string }> {
      const answer = await ask('/tasks', { templateRef: 'template:default/node-service', values });
      if (!answer.id) {
        return { id: '', status: 'refused', log: JSON.stringify(answer), output: {} };
      }
      return { id: answer.id, ...(await ended(answer.id)) };
    },
    async retry(id: string): Promise<RunState> {
      await ask(`/tasks/${id}/retry`, {});
      return ended(id);
    },
  };
}
