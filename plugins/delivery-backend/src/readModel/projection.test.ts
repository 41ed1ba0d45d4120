import { AnyObservation, ApplicationFacts, EntityFacts } from '@slipway/plugin-delivery-common';
import { postgres } from '../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING, SETTINGS } from '../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../__testUtils__/facts';

let count = 0;

function application(position: number, facts: Partial<ApplicationFacts> = {}): AnyObservation {
  return {
    id: `a${count++}`,
    source: `argocd/${facts.instance ?? 'main'}`,
    kind: 'application',
    order: { epoch: '1', position: String(position) },
    facts: applicationFacts(facts),
  };
}

function entity(position: number, facts: Partial<EntityFacts> & { ref: string }): AnyObservation {
  return {
    id: `e${count++}`,
    source: 'catalog',
    kind: 'entity',
    order: { epoch: '1', position: String(position) },
    facts: entityFacts(facts),
  };
}

jest.setTimeout(60_000);

describe('the projection of the record', () => {
  const databases = postgres();

  async function refs(record: Awaited<ReturnType<typeof createTestRecord>>) {
    const { items } = await record.queries.listServices({ filter: {}, visibility: EVERYTHING, sort: 'name', limit: 200 });
    return items.map(item => item.ref);
  }

  it('shows an application that no entity claims, and moves it to the entity that claims it', async () => {
    const record = await createTestRecord(databases);
    await record.record([application(1)]);
    await record.project();
    expect(await refs(record)).toEqual(['unclaimed:cart']);

    await record.record([
      entity(1, { ref: 'component:default/cart', annotations: { 'argocd/app-name': 'cart-production' }, owner: 'group:default/shop' }),
    ]);
    await record.project();

    expect(await refs(record)).toEqual(['component:default/cart']);
    const detail = await record.queries.getService({ ref: 'component:default/cart', visibility: EVERYTHING });
    expect(detail).toMatchObject({
      owner: 'group:default/shop',
      claimed: true,
      targets: [{ application: 'cart-production', environment: 'production', word: 'Healthy' }],
    });
  });

  it('gives an application back when the entity lets it go', async () => {
    const record = await createTestRecord(databases);
    const annotations = { 'argocd/app-selector': 'app=cart' };
    await record.record([
      application(1, { labels: { app: 'cart', tier: 'web' } }),
      entity(1, { ref: 'component:default/cart', annotations }),
    ]);
    await record.project();
    expect(await refs(record)).toEqual(['component:default/cart']);

    await record.record([entity(2, { ref: 'component:default/cart' })]);
    await record.project();

    expect(await refs(record)).toEqual(['unclaimed:cart']);
  });

  it('gives an application to the entity of a rule while the catalog has it', async () => {
    const rules = { ...SETTINGS, services: [{ entity: 'component:default/{service}', match: [] }] };
    const record = await createTestRecord(databases, rules);
    await record.record([application(1), entity(1, { ref: 'component:default/till' })]);
    await record.project();
    expect(await refs(record)).toEqual(['unclaimed:cart']);

    await record.record([entity(1, { ref: 'component:default/cart', owner: 'group:default/shop' })]);
    await record.project();
    const shown = await record.queries.getService({ ref: 'component:default/cart', visibility: EVERYTHING });
    expect(shown).toMatchObject({ owner: 'group:default/shop', targets: [{ boundBy: 'rule 1 of delivery.services' }] });
    expect(await refs(record)).toEqual(['component:default/cart']);
    const [candidate] = await record.queries.targetsForRuleTrial({ visibility: EVERYTHING });
    expect(candidate).toMatchObject({ services: ['component:default/cart'], annotated: false, project: 'default' });

    await record.record([entity(2, { ref: 'component:default/cart', gone: true })]);
    await record.project();
    expect(await refs(record)).toEqual(['unclaimed:cart']);
    const wanted = { refs: ['component:default/cart', 'component:default/till'] };
    expect(await record.queries.knownEntities({ ...wanted, visibility: EVERYTHING })).toEqual(new Set(['component:default/till']));
    const team = { filter: { ownerIn: ['group:default/team'] }, includeUnclaimed: true };
    expect(await record.queries.knownEntities({ ...wanted, visibility: team })).toEqual(new Set());
  });

  it('unbinds a name that became ambiguous and binds it again when it is clear', async () => {
    const record = await createTestRecord(databases);
    await record.record([
      application(1),
      entity(1, { ref: 'component:default/cart', annotations: { 'argocd/app-name': 'cart-production' } }),
    ]);
    await record.project();

    const namesake = { instance: 'edge', uid: 'uid-2' };
    await record.record([application(1, namesake)]);
    await record.project();
    expect(await refs(record)).toEqual(['component:default/cart', 'unclaimed:cart']);
    await expect(record.queries.getService({ ref: 'component:default/cart', visibility: EVERYTHING })).resolves.toMatchObject({
      targets: [],
    });

    await record.record([application(2, { ...namesake, gone: true })]);
    await record.project();
    await expect(record.queries.getService({ ref: 'component:default/cart', visibility: EVERYTHING })).resolves.toMatchObject({
      targets: [{ subject: 'argocd/main/uid-1' }],
    });
  });

  it('marks both services of a shared workload as a conflict, and clears both', async () => {
    const record = await createTestRecord(databases);
    const workloads = [{ group: 'apps', kind: 'Deployment', namespace: 'cart', name: 'web' }];
    const other = { uid: 'uid-2', name: 'shop-production' };
    await record.record([application(1, { workloads }), application(1, { ...other, workloads })]);
    await record.project();
    const wordsOf = async () => {
      const { words } = await record.queries.countServices({ filter: { environment: 'production' }, visibility: EVERYTHING });
      return words;
    };
    expect(await wordsOf()).toEqual({ Conflict: 2 });

    await record.record([application(2, { ...other, workloads: [] })]);
    await record.project();
    expect(await wordsOf()).toEqual({ Healthy: 2 });
  });

  it('leaves the present alone when an older state comes late, and tells no stream of it', async () => {
    const record = await createTestRecord(databases);
    await record.record([application(5, { health: 'Degraded' })]);
    await record.project();
    const sequence = await record.queries.latestSequence();

    await record.record([application(2, { health: 'Progressing' })]);
    await record.project();

    const [row] = (await record.queries.listServices({ filter: {}, visibility: EVERYTHING, sort: 'name', limit: 1 })).items;
    expect(row.cells.find(cell => cell.environment === 'production')).toMatchObject({ word: 'Degraded' });
    await expect(record.queries.changesSince({ sequence, visibility: EVERYTHING })).resolves.toMatchObject({ refs: [] });
  });

  it('shows what is new before it fills in what came late, unless it is the turn of that', async () => {
    const record = await createTestRecord(databases);
    await record.record([application(5)]);
    await record.project();
    const presentOf = async () =>
      (await record.queries.listApplications({ visibility: EVERYTHING, sort: 'name', limit: 1 })).items.map(item => item.health);

    await record.record([application(2, { health: 'Progressing' })]);
    expect(await record.step()).toMatchObject({ scope: 'application' });
    await record.record([application(6, { health: 'Degraded' })]);
    expect(await record.step()).toMatchObject({ scope: 'application' });
    expect(await presentOf()).toEqual(['Degraded']);
    expect(await record.step({ historyFirst: true })).toMatchObject({ scope: 'history' });
    expect(await presentOf()).toEqual(['Degraded']);
  });

  it('changes nothing when everything is projected once more', async () => {
    const record = await createTestRecord(databases);
    await record.record([
      application(1),
      entity(1, { ref: 'component:default/cart', annotations: { 'argocd/app-name': 'cart-production' } }),
    ]);
    await record.project();
    const before = await record.knex('services').orderBy('ref');
    const sequence = await record.queries.latestSequence();

    await record.knex.raw(
      `INSERT INTO marks (model, scope, bucket, key) SELECT 1, 'application', hashtext(about) & 7, about FROM subjects WHERE kind = 'application'`,
    );
    expect(await record.project()).toBeGreaterThan(2);

    expect(await record.knex('services').orderBy('ref')).toEqual(before);
    expect(await record.queries.latestSequence()).toBe(sequence);
  });

  it('tells the stream of what a caller could see before and of what they see now', async () => {
    const record = await createTestRecord(databases);
    const cart = { ref: 'component:default/cart', annotations: { 'argocd/app-name': 'cart-production' } };
    await record.record([application(1), entity(1, { ...cart, owner: 'group:default/one' })]);
    await record.project();
    const sequence = await record.queries.latestSequence();
    await record.record([entity(2, { ...cart, owner: 'group:default/two' })]);
    await record.project();

    const seenBy = async (owner: string) =>
      (
        await record.queries.changesSince({
          sequence,
          visibility: { filter: { ownerIn: [`group:default/${owner}`] }, includeUnclaimed: false },
        })
      ).refs;
    expect(await seenBy('one')).toEqual([cart.ref]);
    expect(await seenBy('two')).toEqual([cart.ref]);
    expect(await seenBy('three')).toEqual([]);
  });
});
