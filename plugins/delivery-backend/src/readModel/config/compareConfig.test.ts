import { AnyObservation, ApplicationFacts, FactsByKind, ManifestsFacts, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';

jest.setTimeout(120_000);

const REF = 'component:default/cart';
const repository = 'git.example.com/shop/gitops';
const [a, b] = ['a', 'b'].map(letter => letter.repeat(40));

let position = 0;
function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K]): AnyObservation {
  position += 1;
  return observe(kind, facts, { source: 'git/main', order: { epoch: '0', position: String(position) } });
}

const cart = seen('entity', entityFacts({ ref: REF, annotations: { 'argocd/app-name': 'cart-dev,cart-production' } }));
const runs = (environment: string, facts: Partial<ApplicationFacts>) =>
  seen('application', applicationFacts({ uid: environment, name: `cart-${environment}`, ...facts }));
const folder = (environment: string, revision: string, more: Partial<ApplicationFacts['sources'][number]> = {}) =>
  runs(environment, {
    sources: [{ repoURL: `https://${repository}.git`, path: `envs/${environment}`, ...more }],
    lastDeployedRevisions: [revision],
  });
/** What a place holds, by paths with their content; a content is read, too. */
function holds(path: string, revision: string, files: Record<string, string>, more: Partial<ManifestsFacts> = {}): AnyObservation[] {
  const blobs = Object.entries(files).map(([name, text]) => ({ path: name, blob: Buffer.from(text).toString('hex'), text }));
  return [
    ...blobs.map(({ blob, text }) => seen('manifest-file', { repository, blob, text })),
    seen('manifests', { repository, revision, path, files: blobs.map(({ text, ...file }) => file), ...more }),
  ];
}

describe('the configuration of two environments', () => {
  const databases = postgres();

  async function recorded(observations: AnyObservation[]) {
    const record = await createTestRecord(databases);
    await record.record([cart, ...observations]);
    await record.project();
    const compare = async () => (await record.queries.compare({ ref: REF, from: 'dev', to: 'production', visibility: EVERYTHING })).config;
    return { record, compare, config: await compare() };
  }
  const told = ({ files }: Awaited<ReturnType<Awaited<ReturnType<typeof recorded>>['compare']>>) =>
    files.map(file => `${file.before ?? '-'} ${file.after ?? '-'} ${file.why ?? file.hunks.map(hunk => hunk.lines.join('|')).join(' ')}`);

  it('is paired by the paths within each folder, and says what was compared', async () => {
    const { config } = await recorded([
      folder('dev', a),
      folder('production', b),
      ...holds('envs/dev', a, { 'envs/dev/app.yaml': 'replicas: 1\n', 'envs/dev/debug.yaml': 'x\n', 'base/app.yaml': 'same\n' }),
      ...holds('envs/production', b, { 'envs/production/app.yaml': 'replicas: 3\n', 'base/app.yaml': 'same\n' }),
    ]);
    expect(told(config)).toEqual(['envs/production/app.yaml envs/dev/app.yaml -replicas: 3|+replicas: 1', '- envs/dev/debug.yaml +x']);
    expect(config).toMatchObject({
      compared: 3,
      notes: [],
      why: null,
      sides: [
        {
          environment: 'production',
          application: 'cart-production',
          places: [{ repository, revision: b, path: 'envs/production', source: 'git/main' }],
        },
        { environment: 'dev', places: [{ revision: a, path: 'envs/dev', seenAt: expect.any(String) }] },
      ],
    });
  });

  it('compares values files whatever they are called, and the chart without them', async () => {
    const chart = (environment: string) => ({ path: 'chart', valueFiles: [`values-${environment}.yaml`] });
    const files = { 'chart/Chart.yaml': 'name: cart\n', 'chart/values-dev.yaml': 'n: 1\n', 'chart/values-production.yaml': 'n: 3\n' };
    const { config } = await recorded([
      folder('dev', a, chart('dev')),
      folder('production', a, chart('production')),
      ...holds('chart', a, files),
      ...holds('chart/values-dev.yaml', a, { 'chart/values-dev.yaml': 'n: 1\n' }),
      ...holds('chart/values-production.yaml', a, { 'chart/values-production.yaml': 'n: 3\n' }),
    ]);
    expect(told(config)).toEqual(['chart/values-production.yaml chart/values-dev.yaml -n: 3|+n: 1']);
  });

  it('compares the versions and parameters of a chart that stands in no repository', async () => {
    const chart = (environment: string, version: string, replicas: string) =>
      runs(environment, {
        sources: [{ repoURL: 'https://charts.example.com', chart: 'cart', settings: { 'helm.parameters.replicas': replicas } }],
        lastDeployedRevisions: [version],
      });
    const { config } = await recorded([chart('dev', '1.3.0', '1'), chart('production', '1.2.0', '3')]);
    expect(told(config)).toEqual([
      'The application in Argo CD The application in Argo CD  chart: cart| repository: charts.example.com|-version: 1.2.0|-helm.parameters.replicas: 3|+version: 1.3.0|+helm.parameters.replicas: 1',
    ]);
  });

  const push = seen('push', { repository, ref: 'refs/heads/main', after: a, created: true, deleted: false, commits: [] });
  it.each<[string, () => AnyObservation[], string]>([
    [
      'its host is not connected',
      () => [],
      `no Git host that is connected shows this repository. Connect it with an account that may read its contents`,
    ],
    [
      'nothing says which revision is deployed',
      () => [runs('production', { lastDeployedRevisions: [] })],
      'production: nothing says which revision is deployed',
    ],
    ['nobody has read it yet', () => [push], 'is not read yet'],
    [
      'its host refuses',
      () => [
        seen('manifests', {
          repository,
          revision: b,
          path: 'envs/production',
          files: [],
          problem: 'its account may not read the contents of the repository',
        }),
      ],
      'production: envs/production of git.example.com/shop/gitops at bbbbbbb cannot be read: its account may not read the contents of the repository',
    ],
  ])('cannot be read while %s, and shows nothing as a difference', async (_, observations, said) => {
    const { config } = await recorded([
      folder('dev', a),
      folder('production', b),
      ...holds('envs/dev', a, { 'envs/dev/app.yaml': 'replicas: 1\n' }),
      ...observations(),
    ]);
    expect(config).toMatchObject({ files: [], compared: 0, why: expect.stringContaining(said) });
  });

  it('says what belongs to it and is not compared', async () => {
    const { config } = await recorded([
      folder('dev', a),
      folder('production', b),
      ...holds(
        'envs/dev',
        a,
        { 'envs/dev/app.yaml': 'n: 1\n' },
        { missing: ['https://github.com/acme/base, to which envs/dev/kustomization.yaml refers'] },
      ),
      ...holds('envs/production', b, { 'envs/production/app.yaml': 'n: 1\n' }),
    ]);
    expect(config).toMatchObject({
      files: [],
      compared: 1,
      why: null,
      notes: ['dev: https://github.com/acme/base, to which envs/dev/kustomization.yaml refers is not compared'],
    });
  });

  it('is told to those who look at the service once it is read', async () => {
    const { record, compare } = await recorded([
      push,
      folder('dev', a),
      folder('production', b),
      ...holds('envs/dev', a, { 'envs/dev/x.yaml': 'x\n' }),
    ]);
    await record.database.inTransaction(tx => tx.raw('DELETE FROM changes'));
    await record.record(holds('envs/production', b, { 'envs/production/x.yaml': 'y\n' }));
    await record.project();
    expect(told(await compare())).toEqual(['envs/production/x.yaml envs/dev/x.yaml -y|+x']);
    expect(await record.knex('changes').select('kind', 'ref')).toContainEqual({ kind: 'service', ref: REF });
  });
});
