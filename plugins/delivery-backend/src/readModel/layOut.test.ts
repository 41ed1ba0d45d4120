import { AnyObservation } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import { postgres } from '../__testUtils__/createTestDatabase';
import { createTestRecord } from '../__testUtils__/createTestRecord';
import { selectCommits, selectReach } from '../database';
import { contains } from '../domain';
import { layOut } from './layOut';

jest.setTimeout(300_000);

const REPOSITORY = 'git.example.com/shop/cart';

interface Node {
  id: string;
  parents: string[];
}

const idOf = (run: number, index: number) => `${run.toString(16).padStart(4, '0')}${index.toString(16).padStart(4, '0')}`.padEnd(40, '0');

/** A history: each commit stands on one before it, and may merge another. */
const graphs = fc.array(fc.record({ first: fc.nat(3), merge: fc.option(fc.nat(12), { freq: 1 }) }), { minLength: 8, maxLength: 25 });

function grow(run: number, steps: Array<{ first: number; merge: number | null }>): Node[] {
  const nodes: Node[] = [{ id: idOf(run, 0), parents: [] }];
  for (const { first, merge } of steps) {
    const parent = nodes[Math.max(0, nodes.length - 1 - first)].id;
    const other = merge === null ? undefined : nodes[Math.max(0, nodes.length - 1 - merge)].id;
    nodes.push({ id: idOf(run, nodes.length), parents: other && other !== parent ? [parent, other] : [parent] });
  }
  return nodes;
}

function ancestorsOf(nodes: Node[], id: string): Set<string> {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!seen.has(next)) {
      seen.add(next);
      open.push(...(byId.get(next)?.parents ?? []));
    }
  }
  return seen;
}

function firstParentsOf(nodes: Node[], head: string): string[] {
  const line = [head];
  for (let next = nodes.find(node => node.id === head)!.parents[0]; next; next = nodes.find(node => node.id === next)!.parents[0]) {
    line.push(next);
  }
  return line;
}

const change = (repository: string, { id, parents }: Node, known: boolean): AnyObservation =>
  observe(
    'change',
    { repository, commit: id, ...(known ? { parents } : {}) },
    { source: 'git/gitea', order: { epoch: '0', position: known ? '2' : '1' } },
  );

const push = (repository: string, position: number, before: string | null, after: string): AnyObservation =>
  observe(
    'push',
    { repository, ref: 'refs/heads/main', before, after, created: before === null, deleted: false, commits: [], defaultBranch: 'main' },
    { source: 'git/gitea', order: { epoch: '0', position: String(position) } },
  );

const hex = (letter: string) => letter.charCodeAt(0).toString(16).padStart(40, '0');

/** A history of single letters, `a` first: each word is a commit and its parents. */
const history = (...words: string[]): Node[] => words.map(([id, ...parents]) => ({ id: hex(id), parents: parents.map(hex) }));

// main is a b d m, with m the merge of c and x, which stand beside it: a - x - c - m.
const MERGED = history('a', 'ba', 'xa', 'cx', 'db', 'mdc');

function unforced(position: number, before: string, after: string, commits: string): AnyObservation {
  return observe(
    'push',
    {
      repository: REPOSITORY,
      ref: 'refs/heads/main',
      before: hex(before),
      after: hex(after),
      created: false,
      deleted: false,
      forced: false,
      commits: [...commits].map(hex),
    },
    { source: 'git/github', order: { epoch: '0', position: String(position) } },
  );
}

async function lineOf(knex: Knex, repository: string): Promise<string[]> {
  const rows = await knex('commits')
    .join('read_models', 'read_models.id', 'commits.model')
    .where({ repository, 'read_models.state': 'active' })
    .whereNotNull('position')
    .orderBy('position', 'desc')
    .select('commit');
  return rows.map(row => row.commit);
}

describe('layOut', () => {
  const databases = postgres();

  it.each<[string, { parts: AnyObservation[][]; head: string; has: string; hasNot: string; line: string }]>([
    [
      'a commit beside the line that comes after the one that stands on it',
      {
        parts: [
          [...MERGED.filter(node => node.id !== hex('x')).map(node => change(REPOSITORY, node, true)), push(REPOSITORY, 1, null, hex('m'))],
          [change(REPOSITORY, MERGED[2], true)],
        ],
        head: 'm',
        has: 'abcdmx',
        hasNot: '',
        line: 'mdba',
      },
    ],
    [
      'a line that was placed by what pushes prove, before its parents were known',
      {
        parts: [
          [change(REPOSITORY, MERGED[0], true), push(REPOSITORY, 1, null, hex('a'))],
          [change(REPOSITORY, MERGED[1], false), change(REPOSITORY, MERGED[4], false), unforced(2, 'a', 'd', 'bd')],
          [change(REPOSITORY, MERGED[1], true), change(REPOSITORY, MERGED[4], true)],
        ],
        head: 'd',
        has: 'abd',
        hasNot: '',
        line: 'dba',
      },
    ],
    [
      'what a force push left behind',
      {
        parts: [
          [...MERGED.map(node => change(REPOSITORY, node, true)), push(REPOSITORY, 1, null, hex('m'))],
          [push(REPOSITORY, 2, hex('m'), hex('d'))],
        ],
        head: 'd',
        has: 'abd',
        hasNot: 'mcx',
        line: 'dba',
      },
    ],
    [
      'the gap between two pushes, filled from above',
      {
        parts: [
          [change(REPOSITORY, MERGED[0], true), push(REPOSITORY, 1, null, hex('a'))],
          [change(REPOSITORY, MERGED[4], true), push(REPOSITORY, 2, hex('a'), hex('d'))],
          [change(REPOSITORY, MERGED[1], true)],
        ],
        head: 'd',
        has: 'abd',
        hasNot: '',
        line: 'dba',
      },
    ],
  ])('tells of %s', async (_, { parts, head, has, hasNot, line }) => {
    const record = await createTestRecord(databases);
    for (const part of parts) {
      await record.record(part);
      await record.project();
    }
    const [{ id: model }] = await record.knex('read_models').where({ state: 'active' }).select('id');
    const { side, ...reach } = await selectReach(record.knex, model, REPOSITORY, hex(head));
    const rows = await selectCommits(
      record.knex,
      model,
      [...(has + hasNot)].map(letter => ({ repository: REPOSITORY, commit: hex(letter) })),
    );
    const told = Object.fromEntries(rows.map(row => [row.commit, contains({ ...reach, side: new Set(side) }, row)]));
    expect(await lineOf(record.knex, REPOSITORY)).toEqual([...line].map(hex));
    expect(told).toEqual(Object.fromEntries([...(has + hasNot)].map(letter => [hex(letter), has.includes(letter)])));
  });

  it('lays out a line that is longer than a function takes arguments', async () => {
    const record = await createTestRecord(databases);
    await record.project();
    const [{ id: model }] = await record.knex('read_models').where({ state: 'active' }).select('id');
    const length = 150_000;
    await record.knex.raw(
      `INSERT INTO commits (model, repository, commit, parents, source, seen_at, facts)
       SELECT ?, ?, lpad(number::text, 40, '0'), CASE number WHEN 1 THEN '{}' ELSE ARRAY[lpad((number - 1)::text, 40, '0')] END, 'git', now(), '{}'
       FROM generate_series(1, ?::integer) AS number`,
      [model, REPOSITORY, length],
    );
    const head = String(length).padStart(40, '0');
    await record.database.inTransaction(tx =>
      layOut(tx, model, { repository: REPOSITORY, branch: 'refs/heads/main', head, commits: [head] }),
    );
    const line = await lineOf(record.knex, REPOSITORY);
    expect([line.length, line[0], line[length - 1]]).toEqual([length, head, '1'.padStart(40, '0')]);
  });

  it('tells of any two commits whether one has the other, in whatever order and with whatever gaps they came', async () => {
    const record = await createTestRecord(databases);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        graphs,
        fc.array(fc.nat(1000), { minLength: 60, maxLength: 60 }),
        fc.array(fc.nat(24), { maxLength: 3 }),
        fc.integer({ min: 2, max: 8 }),
        async (steps, weights, heads, batches) => {
          run++;
          const repository = `${REPOSITORY}-${run}`;
          const nodes = grow(run, steps);
          const ids = [...heads.map(head => nodes[head % nodes.length].id), nodes[nodes.length - 1].id];
          const observations = [
            ...nodes.map(node => change(repository, node, true)),
            // Some are first told of by a push, which does not name parents.
            ...nodes.filter((_, index) => weights[index] % 3 === 0).map(node => change(repository, node, false)),
            ...ids.map((id, index) => push(repository, index + 1, ids[index - 1] ?? null, id)),
          ];
          const arrived = observations
            .map((observation, index) => ({
              observation,
              weight: observation.kind === 'push' && run % 2 === 0 ? 0 : weights[index % weights.length] * 31 + index,
            }))
            .sort((a, b) => (a.weight % 997) - (b.weight % 997))
            .map(item => item.observation);
          const size = Math.ceil(arrived.length / batches);
          for (let at = 0; at < arrived.length; at += size) {
            await record.record(arrived.slice(at, at + size));
            await record.project();
            await compare(nodes, repository, at + size >= arrived.length);
          }
          expect(await lineOf(record.knex, repository)).toEqual(firstParentsOf(nodes, ids[ids.length - 1]));
        },
      ),
      { numRuns: 60, endOnFailure: true },
    );

    async function compare(nodes: Node[], repository: string, whole: boolean) {
      const [{ id: model }] = await record.knex('read_models').where({ state: 'active' }).select('id');
      const rows = await selectCommits(
        record.knex,
        model,
        nodes.map(({ id }) => ({ repository, commit: id })),
      );
      const said: Record<string, Record<string, boolean | undefined>> = {};
      const truth: typeof said = {};
      for (const { commit } of rows) {
        const { side, ...reach } = await selectReach(record.knex, model, repository, commit);
        const ancestors = ancestorsOf(nodes, commit);
        said[commit] = Object.fromEntries(rows.map(row => [row.commit, contains({ ...reach, side: new Set(side) }, row)]));
        truth[commit] = Object.fromEntries(
          // While something is missing, not to know is no lie, and neither is a no.
          rows.map(row => [row.commit, !whole && said[commit][row.commit] !== true ? said[commit][row.commit] : ancestors.has(row.commit)]),
        );
      }
      expect(said).toEqual(truth);
    }
  });
});
