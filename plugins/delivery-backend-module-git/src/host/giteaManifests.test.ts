import { ScmIntegrations } from '@backstage/integration';
import { mockServices } from '@backstage/backend-test-utils';
import { ManifestFileFacts, ManifestsFacts } from '@slipway/plugin-delivery-common';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ManifestReader } from '../manifests/ManifestReader';
import { patchIdOf } from '../patches/patchIdOf';
import { Answer, ReplayServer } from '../testing/ReplayServer';
import { createGitHost } from './createGitHost';
import { GitHost } from './GitHost';

const recorded = path.resolve(__dirname, '../../../../fixtures/recorded/gitea-api/manifests.json');
const { answers, original, pick, patchIds }: { answers: Record<string, Answer>; original: string; pick: string; patchIds: string[] } =
  JSON.parse(readFileSync(recorded, 'utf8'));
const host = 'git.example.com';
const repository = `${host}/shop/gitops`;
const { signal } = new AbortController();

describe('Gitea 1.26, as it was recorded', () => {
  const server = new ReplayServer(asked => answers[asked]);
  let gitea: GitHost;

  beforeAll(async () => {
    const own = { host, baseUrl: await server.start(), username: 'reader', password: 'not-a-secret' };
    const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig({ data: { integrations: { gitea: [own] } } }));
    gitea = createGitHost({ name: 'gitea', system: 'gitea', host, webhookSecret: '' }, integrations)!;
  });
  afterAll(() => server.stop());

  async function read(revision: string, folder: string) {
    const connection = new FakeSourceConnection();
    connection.git.deployed = [{ repository, revision, path: folder }];
    await new ManifestReader(gitea, { source: 'git/gitea', host }, () => new Date()).look(connection, 'a key of these tests');
    const [place] = connection.present('manifests').map(({ facts }) => facts as ManifestsFacts);
    const texts = new Map(
      connection.present('manifest-file').map(({ facts }) => [(facts as ManifestFileFacts).blob, (facts as ManifestFileFacts).text]),
    );
    return { place, texts: place.files.map(file => [file.path, texts.get(file.blob)]) };
  }

  it('gives the files that a kustomization is made of, those outside of its folder too, without the values of Secrets', async () => {
    const { place, texts } = await read(original, 'envs/dev');
    expect(place).toMatchObject({ form: 'kustomize' });
    expect(texts).toEqual([
      ['base/deployment.yaml', 'kind: Deployment\nspec:\n  replicas: 2\n'],
      ['base/kustomization.yaml', 'resources:\n  - deployment.yaml\n'],
      ['envs/dev/kustomization.yaml', 'resources:\n  - ../../base\n  - secret.yaml\n'],
      ['envs/dev/secret.yaml', expect.stringMatching(/^kind: Secret\nstringData:\n {2}password: \(hidden [0-9a-f]{16}\)\n$/)],
    ]);
  });

  it('says that it does not know a commit', async () => {
    const { place } = await read('0123456789'.repeat(4), 'envs/dev');
    expect(place.problem).toBe('the host does not know the commit; it may have been removed, or the repository be shallow');
  });

  it('pages what is long', async () => {
    const paged = new ReplayServer(asked => {
      const page = Number(/&page=(\d)/.exec(asked)?.[1]);
      const entry = { path: `${page}.yaml`, type: 'blob', mode: '100644', sha: String(page).repeat(40), size: 1 };
      return { status: 200, headers: {}, json: { tree: [entry], truncated: page < 3, page, total_count: 3 } };
    });
    const own = { host, baseUrl: await paged.start(), username: 'reader', password: 'not-a-secret' };
    const integrations = ScmIntegrations.fromConfig(mockServices.rootConfig({ data: { integrations: { gitea: [own] } } }));
    const other = createGitHost({ name: 'gitea', system: 'gitea', host, webhookSecret: '' }, integrations)!;
    const { entries, complete } = await other.tree('shop/gitops', original, { recursive: true }, signal);
    expect([entries.map(entry => entry.path), complete]).toEqual([['1.yaml', '2.yaml', '3.yaml'], true]);
    await paged.stop();
  });

  it('gives diffs whose patch ids are those of Git', async () => {
    const diffs = [await gitea.diff('shop/gitops', original, signal), await gitea.diff('shop/gitops', pick, signal)];
    expect(diffs.map(patchIdOf)).toEqual(patchIds);
    expect(patchIds[0]).toBe(patchIds[1]);
  });
});
