import { AnyObservation, FactsByKind, ObservationKind, PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING, SETTINGS } from '../../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';
import { DatabaseCommands } from '../../commands';
import { operationFacts, stateFacts } from '../../domain/__testUtils__/observe';

jest.setTimeout(120_000);

const REPOSITORY = 'git.example.com/acme/cart';
const REF = 'component:default/cart';
const sha = (letter: string) => letter.repeat(40);
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const IMAGES = 'registry.example.com/acme/cart';
const TAGGED = `${IMAGES}:7`;
const EXACT = `${TAGGED}@${digest('1')}`;

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K], position = 1): AnyObservation {
  return observe(kind, facts, { source: 'tests', order: { epoch: '0', position: String(position) } });
}

const entity = (annotations: Record<string, string> = { 'slipway.dev/repository': REPOSITORY }, position = 1) =>
  seen('entity', entityFacts({ ref: REF, annotations: { 'argocd/app-name': 'cart-production', ...annotations } }), position);
const runs = (image: string) => seen('application', applicationFacts({ images: [image] }));
const built = (facts: Partial<FactsByKind['artifact']> = {}) =>
  seen('artifact', { digest: digest('1'), repository: IMAGES, commit: sha('a'), commitFrom: 'label', ...facts });
const named = (letter = '1', position = 1) => seen('tag', { repository: IMAGES, tag: '7', digest: digest(letter) }, position);
const commit = (repository = REPOSITORY) => seen('change', { repository, commit: sha('a') });
const labels = { 'org.opencontainers.image.version': '1.4.2' };

const pod = (name: string, revision: string, image: string, letter: string): PodFacts => ({
  name,
  uid: name,
  revision,
  phase: 'Running',
  ready: true,
  containers: [{ name: 'app', image, digest: digest(letter), ready: true, restarts: 0 }],
});
const workload = (facts: Partial<WorkloadFacts>, position: number) =>
  seen(
    'workload',
    {
      cluster: 'eu',
      uid: 'w',
      group: 'argoproj.io',
      kind: 'Rollout',
      namespace: 'cart-production',
      name: 'cart',
      trackingId: 'cart-production:argoproj.io/Rollout:cart-production/cart',
      labels: {},
      images: [],
      desired: 2,
      observed: true,
      conditions: [],
      pods: [],
      ...facts,
    },
    position,
  );

describe('what the record tells of images', () => {
  const databases = postgres();
  const connected = { ...SETTINGS, tracesImages: true };

  async function start(settings = connected) {
    const record = await createTestRecord(databases, settings);
    const production = async () => {
      const { cells } = await record.queries.getService({ ref: REF, visibility: EVERYTHING });
      return cells.find(cell => cell.environment === 'production')!;
    };
    const cell = async () => {
      const { word, why, version } = await production();
      return [word, version.name, why];
    };
    return { ...record, cell, production };
  }

  // Each observation alone and projected at once: what comes last has to find what it concerns.
  it.each<[string, AnyObservation[], unknown[]]>([
    ['an artifact after the application', [entity(), commit(), runs(EXACT), built({ labels })], ['Healthy', '1.4.2', null]],
    ['an application after the artifact', [entity(), commit(), built({ labels }), runs(EXACT)], ['Healthy', '1.4.2', null]],
    ['an artifact after the tag that names it', [entity(), commit(), runs(TAGGED), named(), built({ labels })], ['Healthy', '1.4.2', null]],
    [
      'an artifact that names no commit after the tag that names it',
      [entity(), runs(TAGGED), named(), built({ commit: undefined, commitFrom: undefined, labels })],
      ['Not linked', '1.4.2', 'The image names no commit; add the label org.opencontainers.image.revision.'],
    ],
    ['a tag after the artifact', [entity(), commit(), built({ labels }), runs(TAGGED), named()], ['Healthy', '1.4.2', null]],
    [
      'a tag that moves',
      [entity(), commit(), built({ labels }), runs(TAGGED), named(), named('2', 2)],
      ['Not linked', '7', 'The tag 7 has named 2 images; name the image by its digest.'],
    ],
    ['a commit after the artifact', [entity(), built(), runs(EXACT), commit()], ['Healthy', '7', null]],
    [
      'a commit of another repository',
      [entity(), built(), runs(EXACT), commit('git.example.com/acme/other')],
      ['Not linked', '7', 'Its label names a commit of another repository, git.example.com/acme/other.'],
    ],
    [
      'the annotation that says where the source stands',
      [entity({}), commit(), built(), runs(EXACT), entity(undefined, 2)],
      ['Healthy', '7', null],
    ],
    [
      'an index after the platform that runs',
      [entity(), commit(), runs(`${IMAGES}@${digest('2')}`), built({ images: [{ digest: digest('2') }], labels })],
      ['Healthy', '1.4.2', null],
    ],
  ])('counts whatever comes last: %s', async (_, observations, expected) => {
    const { cell, record, project } = await start();
    for (const observation of observations) {
      await record([observation]);
      await project();
    }
    expect(await cell()).toEqual(expected);
  });

  it('follows what somebody decides by hand, and counts and filters by the word', async () => {
    const { cell, record, project, queries, database } = await start();
    await record([entity(), runs(EXACT), commit(), built({ commit: undefined })]);
    await project();
    expect(await cell()).toEqual(['Not linked', '7', 'The image names no commit; add the label org.opencontainers.image.revision.']);
    const uncertain = { filter: { state: 'uncertain' as const }, visibility: EVERYTHING };
    expect(await queries.countServices({ filter: {}, visibility: EVERYTHING })).toMatchObject({
      states: { uncertain: 1, attention: 0 },
      words: { 'Not linked': 1 },
    });
    expect((await queries.listServices({ ...uncertain, sort: 'name', limit: 5 })).items.map(({ ref }) => ref)).toEqual([REF]);

    const correction = { ref: REF, image: EXACT, commit: sha('a'), note: 'seen', by: 'user:default/ada', visibility: EVERYTHING };
    await new DatabaseCommands(database, queries).correctLink(correction);
    await project();

    expect(await cell()).toEqual(['Healthy', '7', null]);
    expect((await queries.listServices({ ...uncertain, sort: 'name', limit: 5 })).items).toEqual([]);
  });

  it('says nothing of links where nothing is connected that could prove one', async () => {
    const { cell, record, project } = await start(SETTINGS);
    await record([entity(), runs(EXACT)]);
    await project();
    expect(await cell()).toEqual(['Healthy', '7', null]);
  });

  it('names deployments as it names what runs', async () => {
    const { record, project, queries } = await start();
    const sync = operationFacts(1, sha('b'), { images: [EXACT, 'registry.example.com/acme/proxy:9'] });
    const state = stateFacts(sync, { name: 'cart-production' });
    await record([entity(), commit(), seen('operation', sync, 3), seen('application', state), built({ labels })]);
    await project();
    const { deployments } = await queries.getService({ ref: REF, visibility: EVERYTHING });
    const listed = async () => (await queries.listDeployments({ filter: {}, visibility: EVERYTHING, sort: '-startedAt', limit: 5 })).items;
    const { deployment } = await queries.getDeployment({ id: deployments[0].id, visibility: EVERYTHING });
    const { ran } = await queries.getArtifact({ digest: digest('1'), visibility: EVERYTHING });
    const names = [deployments[0], (await listed())[0], deployment, ran[0]].map(({ version }) => version.name);
    expect(names).toEqual(['1.4.2', '1.4.2', '1.4.2', '1.4.2']);

    await record([entity({ 'slipway.dev/version-image': 'acme/proxy' }, 2)]);
    await project();

    expect((await listed())[0].version.name).toBe('9');
  });

  it('shows a canary beside the stable version, by the name that its image says', async () => {
    const { record, project, production, queries } = await start();
    const pods = [pod('a', 'x', TAGGED, '1'), pod('b', 'y', `${IMAGES}:8`, '2')];
    await record([entity(), commit(), runs(EXACT), built()]);
    await record([workload({ stableRevision: 'x', updateRevision: 'y', canaryWeight: 20, pods }, 1)]);
    await project();
    // Told after the pods: the image is found although only a canary runs it.
    await record([seen('artifact', { digest: digest('2'), labels: { 'org.opencontainers.image.version': '1.5.0' } })]);
    await project();

    const tell = (running: Awaited<ReturnType<typeof production>>['running']) =>
      running?.map(({ version, role, pods: count, ready, weight }) => [role, version.name, count, ready, weight]);
    const expected = [
      ['stable', '7', 1, 1, null],
      ['canary', '1.5.0', 1, 1, 20],
    ];
    expect(tell((await production()).running)).toEqual(expected);
    expect((await production()).spread).toBeNull();
    const { targets } = await queries.getService({ ref: REF, visibility: EVERYTHING });
    expect(tell(targets[0].running)).toEqual(expected);

    await record([workload({ stableRevision: 'y', updateRevision: 'y', pods: [pods[1]] }, 2)]);
    await project();

    expect([(await production()).running, (await production()).version.name]).toEqual([undefined, '1.5.0']);
  });

  it('reads many rows with as many statements as one', async () => {
    const { record, project, knex, step } = await start();
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `s${from + index}`).flatMap(name => {
        const image = `registry.example.com/acme/${name}:1`;
        const annotations = { 'argocd/app-name': name, 'slipway.dev/repository': `git.example.com/acme/${name}` };
        return [
          seen('entity', entityFacts({ ref: `component:default/${name}`, annotations })),
          seen('application', applicationFacts({ uid: name, name, images: [image] })),
        ];
      });
    const statementsFor = async (observations: AnyObservation[]) => {
      await record(observations);
      let statements = 0;
      const count = ({ sql }: { sql: string }) => {
        statements += /fact_keys|link_corrections|service_repositories/.test(sql) && /SELECT/.test(sql) ? 1 : 0;
      };
      const most = new Array<number>();
      knex.on('query', count);
      for (let outcome = await step(); outcome.worked; outcome = await step()) {
        if (outcome.scope === 'service') {
          most.push(statements);
        }
        statements = 0;
      }
      knex.off('query', count);
      return Math.max(...most);
    };
    await project();
    expect(await statementsFor(many(1, 60))).toBeLessThanOrEqual(await statementsFor(many(100, 1)));
  });
});
