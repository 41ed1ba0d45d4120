import { AnyObservation, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import fc from 'fast-check';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../../__testUtils__/createTestRecord';
import { entityFacts } from '../../__testUtils__/facts';
import { touches } from '../../domain';

jest.setTimeout(300_000);

const FILES = ['cart/a.ts', 'cart/ui/b.tsx', 'carts/c.ts', 'pay/src/d.ts', 'pay/README.md', 'README.md', 'cart'];
const OWN = [['cart'], ['cart/ui/', 'pay'], ['**/*.md'], ['pay/src/d.ts'], ['c*'], []];

type Change = FactsByKind['change'];

const seen = <K extends ObservationKind>(kind: K, facts: FactsByKind[K], position: number): AnyObservation =>
  observe(kind, facts, { source: `test/${kind}`, order: { epoch: '1', position: String(position) } });

const idOf = (run: number, index: number) => `${run.toString(16).padStart(4, '0')}${index.toString(16).padStart(4, '0')}`.padEnd(40, '0');

const push = (repository: string, after: string, position: number) =>
  seen(
    'push',
    { repository, ref: 'refs/heads/main', before: null, after, created: true, deleted: false, commits: [], defaultBranch: 'main' },
    position,
  );

const service = (repository: string, name: string, own: string[], position: number) =>
  seen(
    'entity',
    entityFacts({
      ref: `component:default/${name}`,
      annotations: { 'argocd/app-name': name, 'slipway.dev/repository': repository, 'slipway.dev/paths': own.join(',') },
    }),
    position,
  );

describe('the changes of a service that has paths of its own', () => {
  const databases = postgres();

  it('are those of the line that touch them, or of which nobody told, however what is known came', async () => {
    const record = await createTestRecord(databases);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(fc.subarray(FILES, { minLength: 1, maxLength: 3 }), { freq: 4 }), { minLength: 4, maxLength: 12 }),
        fc.tuple(fc.nat(OWN.length - 1), fc.nat(OWN.length - 1)),
        fc.array(fc.nat(999), { minLength: 40, maxLength: 40 }),
        fc.nat(3),
        async (files, [first, second], weights, left) => {
          run++;
          const repository = `git.example.com/shop/mono-${run}`;
          const name = `service-${run}`;
          const commits = files.map((paths, index): Change => ({
            repository,
            commit: idOf(run, index),
            parents: index === 0 ? [] : [idOf(run, index - 1)],
            ...(paths && { paths }),
          }));
          const head = idOf(run, files.length - 1);
          const observations = [
            ...commits.map(facts => seen('change', facts, 2)),
            // Of some less was known before, as a webhook tells less than the host.
            ...commits.filter((_, index) => weights[index] % 2 === 0).map(({ paths, ...facts }) => seen('change', facts, 1)),
            service(repository, name, OWN[first], 1),
            service(repository, name, OWN[second], 2),
            push(repository, head, 1),
          ];
          const arrived = observations
            .map((observation, index) => ({ observation, weight: weights[index] }))
            .sort((a, b) => a.weight - b.weight)
            .map(item => item.observation);
          const half = Math.ceil(arrived.length / 2);
          // A branch that is taken back, and comes again.
          const back = [push(repository, idOf(run, Math.max(0, files.length - 1 - left)), 2), push(repository, head, 3)];
          for (const part of [arrived.slice(0, half), arrived.slice(half), ...back.map(item => [item])]) {
            await record.record(part);
            await record.project();
          }
          const expected = commits.filter(({ paths }) => touches(OWN[second], paths ?? null) !== false).reverse();
          const listed = new Array<string>();
          for (let cursor: string | null | undefined; cursor !== null;) {
            const page = await record.queries.listChanges({ ref: `component:default/${name}`, visibility: EVERYTHING, limit: 3, cursor });
            listed.push(...page.items.map(item => item.commit));
            cursor = page.nextCursor;
          }
          expect(listed).toEqual(expected.map(({ commit }) => commit));
        },
      ),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
