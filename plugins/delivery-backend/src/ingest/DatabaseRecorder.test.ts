import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { createTestDatabase, postgres } from '../__testUtils__/createTestDatabase';
import { applicationFacts } from '../__testUtils__/facts';
import { DatabaseRecorder } from './DatabaseRecorder';
import { IncomingObservation } from './Recorder';

const seenAt = '2026-03-04T05:06:07.000Z';

function seen(id: string, position: number, facts: Partial<ApplicationFacts> = {}, raw?: unknown): IncomingObservation {
  return {
    observation: {
      id,
      source: 'argocd/main',
      kind: 'application',
      order: { epoch: '1', position: String(position) },
      facts: applicationFacts(facts),
    },
    credential: 'argocd/main',
    raw,
  };
}

jest.setTimeout(60_000);

describe('DatabaseRecorder', () => {
  const databases = postgres();

  async function setUp() {
    const { knex, database } = await createTestDatabase(databases);
    return { knex, recorder: new DatabaseRecorder(database) };
  }

  it('takes an event once, by its identity and by its subject, order and content', async () => {
    const { knex, recorder } = await setUp();

    await expect(
      recorder.recordObservations([seen('a', 1), seen('a', 1), seen('b', 2)], {
        seenAt,
      }),
    ).resolves.toEqual(['accepted', 'duplicate', 'accepted']);
    await expect(
      recorder.recordObservations([seen('a', 9), seen('c', 2), seen('d', 3)], {
        seenAt,
      }),
    ).resolves.toEqual(['duplicate', 'duplicate', 'accepted']);

    const rows = await knex('observations').select('event_id').orderBy('event_id');
    expect(rows.map(row => row.event_id)).toEqual(['a', 'b', 'd']);
  });

  it('keeps both of a tie and counts it', async () => {
    const { knex, recorder } = await setUp();

    await recorder.recordObservations([seen('a', 1)], { seenAt });
    await expect(
      recorder.recordObservations([seen('b', 1, { project: 'other' })], {
        seenAt,
      }),
    ).resolves.toEqual(['accepted']);

    await expect(knex('observations').count('* as n').first()).resolves.toEqual({ n: '2' });
    await expect(knex('source_tallies').sum({ ties: 'ties', observations: 'observations' }).first()).resolves.toEqual({
      ties: '1',
      observations: '2',
    });
  });

  it('stores an older fact beside the newer one', async () => {
    const { knex, recorder } = await setUp();

    await recorder.recordObservations([seen('new', 20)], { seenAt });
    await expect(recorder.recordObservations([seen('old', 3)], { seenAt })).resolves.toEqual(['accepted']);

    await expect(knex('observations').count('* as n').first()).resolves.toEqual({ n: '2' });
  });

  it('keeps orders and characters that other types would lose', async () => {
    const { knex, recorder } = await setUp();
    const incoming = seen(
      'a',
      1,
      {
        healthMessage: 'null \u0000 and half \ud800',
        project: 'literal \\u0000',
      },
      { text: '\u0000' },
    );
    incoming.observation.order.position = '123456789012345678901234567890';

    await recorder.recordObservations([incoming], { seenAt });

    const row = await knex('observations').select('position', 'facts').first();
    expect(row.position).toBe('123456789012345678901234567890');
    expect(row.facts).toMatchObject({
      healthMessage: 'null \ufffd and half \ufffd',
      project: 'literal \\u0000',
    });
    await expect(knex('raw_events').select('payload').first()).resolves.toEqual({ payload: { text: '\u0000' } });
  });

  it('refuses to change or remove an observation', async () => {
    const { knex, recorder } = await setUp();
    await recorder.recordObservations([seen('a', 1)], { seenAt });

    await expect(knex('observations').update({ credential: 'other' })).rejects.toThrow('Observations are never changed: UPDATE is refused');
    await expect(knex('observations').delete()).rejects.toThrow('DELETE is refused');
    await expect(knex.raw('TRUNCATE observations')).rejects.toThrow('TRUNCATE is refused');
  });

  it('counts events of unused types for ever and keeps their payload in its month', async () => {
    const { knex, recorder } = await setUp();
    const event = {
      source: 'ci',
      id: '1',
      type: 'dev.cdevents.testcaserun.started.0.2.0',
      credential: 'ci',
      raw: { some: 'thing' },
    };

    await expect(recorder.recordUnused([event, event, { ...event, id: '2' }], { seenAt })).resolves.toEqual([
      'accepted',
      'duplicate',
      'accepted',
    ]);
    await expect(recorder.recordUnused([event], { seenAt })).resolves.toEqual(['duplicate']);

    await expect(knex('source_tallies').sum({ unused: 'unused' }).first()).resolves.toEqual({ unused: '2' });
    await expect(knex('raw_events_2026_03').count('* as n').first()).resolves.toEqual({ n: '2' });
    await expect(knex('sources').select('name', 'state')).resolves.toEqual([{ name: 'ci', state: 'posted' }]);
  });

  it('gives each of many requests at once its own answer, and refuses only the one that cannot be stored', async () => {
    const { recorder } = await setUp();
    const broken = seen('broken', 1);
    broken.observation.order.epoch = 'no number';

    const answers = await Promise.allSettled([
      recorder.recordObservations([seen('0', 100)], { seenAt }),
      recorder.recordObservations([seen('0b', 101)], { seenAt }),
      ...Array.from({ length: 20 }, (_, index) => recorder.recordObservations([seen(`x${index}`, index + 1)], { seenAt })),
      recorder.recordObservations([broken], { seenAt }),
      recorder.recordObservations([seen('x7', 8)], { seenAt }),
    ]);

    expect(answers.slice(0, 22).every(answer => answer.status === 'fulfilled' && answer.value[0] === 'accepted')).toBe(true);
    expect(answers[22].status).toBe('rejected');
    expect(answers[23]).toEqual({ status: 'fulfilled', value: ['duplicate'] });
  });

  it('marks what a batch touches once per projection', async () => {
    const { knex, recorder } = await setUp();
    await knex('read_models').insert({ fingerprint: 'f', state: 'active' });

    await recorder.recordObservations([seen('a', 1), seen('b', 2)], { seenAt });

    const marks = await knex('marks').select('scope', 'key', 'payload');
    expect(marks).toEqual([
      {
        scope: 'application',
        key: 'argocd/main/uid-1',
        payload: { seqs: [expect.any(String), expect.any(String)] },
      },
    ]);
  });
});
