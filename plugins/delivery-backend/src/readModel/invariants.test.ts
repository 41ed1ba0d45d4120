import fc from 'fast-check';
import { postgres } from '../__testUtils__/createTestDatabase';
import { createTestRecord } from '../__testUtils__/createTestRecord';
import { histories, HISTORY_SETTINGS, inBatches, seenAgain, SimulatedObservation } from '../domain/__testUtils__';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { dropModel } from '../database';
import { projectRecord } from '../domain';
import { prepareObservation } from '../ingest';
import { storeObservations } from '../ingest/storeObservations';
import { toServiceRow } from './toServiceRow';

const HISTORIES = 60;

type Record = Awaited<ReturnType<typeof createTestRecord>>;

describe(`the three invariants on PostgreSQL, over ${HISTORIES} random histories`, () => {
  const databases = postgres();

  it('order, replay and rebuild give the rows that the rules give for the set of observations', async () => {
    const record = await createTestRecord(databases, HISTORY_SETTINGS);
    await fc.assert(
      fc.asyncProperty(histories, async ({ arrived, batches }) => {
        await empty(record);
        const kept = new Array<SimulatedObservation>();
        const handed = inBatches(arrived, batches);
        for (const [index, batch] of handed.entries()) {
          const results = await store(record, batch);
          kept.push(...batch.filter((_, at) => results[at] === 'accepted'));
          // Between some batches only, and after the last: every projection costs a dozen transactions.
          if (index % Math.ceil(handed.length / 5) === 0 || index === handed.length - 1) {
            await record.project();
          }
        }
        const expected = expectedRows(kept);
        expect(await storedRows(record)).toEqual(expected);

        const sequence = await record.queries.latestSequence();
        expect(new Set(await store(record, seenAgain(arrived)))).toEqual(new Set(['duplicate']));
        expect(await record.project()).toBe(0);
        expect(await record.queries.latestSequence()).toBe(sequence);

        // As if a projector before this one had written what stands there.
        await record.knex('read_models').where({ state: 'active' }).update({ fingerprint: 'before' });
        await record.project();
        expect(await record.knex('read_models').select('id', 'state').orderBy('id')).toEqual([
          { id: 1, state: 'retired' },
          { id: 2, state: 'active' },
        ]);
        expect(await storedRows(record)).toEqual(expected);
      }),
      { numRuns: HISTORIES, endOnFailure: true },
    );
  }, 1_200_000);
});

// Another database for each history would take longer than the history.
async function empty({ knex, database }: Record) {
  const models = await knex('read_models').select('id');
  await database.inTransaction(async tx => {
    for (const { id } of models) {
      await dropModel(tx, id);
    }
    await tx.raw('ALTER TABLE observations DISABLE TRIGGER USER');
    await tx.raw('TRUNCATE observations, subjects, changes, marks, read_models RESTART IDENTITY');
    await tx.raw('ALTER TABLE observations ENABLE TRIGGER USER');
  });
}

function store({ database }: Record, observations: SimulatedObservation[]) {
  const prepared = observations.map(({ id, source, kind, order, occurredAt, facts, credential, seenAt }) =>
    prepareObservation({ observation: { id, source, kind, order, occurredAt, facts } as AnyObservation, credential }, seenAt),
  );
  return database.inTransaction(tx => storeObservations(tx, prepared));
}

async function storedRows({ knex }: Record) {
  const rows = await knex('services')
    .join('service_details', function onRow() {
      this.on('services.model', 'service_details.model').andOn('services.ref', 'service_details.ref');
    })
    .join('read_models', 'read_models.id', 'services.model')
    .where('read_models.state', 'active')
    .select('services.ref', 'row', 'detail');
  return new Map(rows.map(({ ref, row, detail }) => [ref, { row, detail }]));
}

function expectedRows(observations: SimulatedObservation[]) {
  const { services } = projectRecord(observations, HISTORY_SETTINGS);
  return new Map(
    [...services].map(([ref, projection]) => {
      const { row, detail } = toServiceRow(projection);
      return [ref, JSON.parse(JSON.stringify({ row, detail }))];
    }),
  );
}
