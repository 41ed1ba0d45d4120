import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ReducedApplication, reduceApplication } from './reduceApplication';

// Cases that others wrote stand beside the checkout on machines that have them; the repository copies none of them.
const folder = join(__dirname, '../../../../../shared/cases/argocd');
const now = Date.parse('2030-01-01T00:00:00Z');

function meaningOf({ application }: ReducedApplication) {
  return {
    name: application.name,
    namespace: application.namespace || null,
    sync: application.sync,
    health: application.health,
    operationPhase: application.operation?.phase ?? null,
    revisions: application.revisionList.map(({ revision }) => revision),
    operationRevisions: application.operationRevisions,
    lastDeployedRevisions: application.lastDeployedRevisions,
    images: application.images,
    history: application.history,
    sources: application.sources.length,
    autoSync: application.autoSync,
    operationPending: application.operationPending,
    deleting: application.deleting,
    applicationSet: application.applicationSet,
    conditions: application.conditions.map(({ type }) => type),
    healthWord: application.healthWord,
    syncWord: application.syncWord,
  };
}

describe('reduceApplication on the cases beside the checkout', () => {
  const expectedFile = join(folder, 'expected.json');
  const expected: Record<string, Record<string, unknown>> = existsSync(expectedFile) ? JSON.parse(readFileSync(expectedFile, 'utf8')) : {};

  it('means what they say', () => {
    for (const [file, { shows, origin, ...meaning }] of Object.entries(expected)) {
      const object = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const actual = meaningOf(reduceApplication(object, 'main', { now }));
      expect({ file, ...actual }).toEqual({
        file,
        ...meaning,
        images: [...(meaning.images as string[])].sort(),
      });
    }
  });
});
