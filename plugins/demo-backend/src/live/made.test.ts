import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { ApplicationFacts, ArtifactFacts } from '@slipway/plugin-delivery-common';
import { MadeServices } from '../catalog/MadeServices';
import { BareRepository } from '../git/BareRepository';
import { Repositories } from '../git/Repositories';
import { MINUTE } from '../history/calendar';
import { Live } from './Live';

jest.setTimeout(60_000);

const run = promisify(execFile);
const overlay = (target: string) => `services/slots/overlays/${target}/kustomization.yaml`;
const unbuilt = (target: string) => `namespace: slots-${target}
# Nothing runs before the first image.
resources: []
images:
  - name: slots
    newName: registry.demo.example/slots
`;

describe('a service that somebody made in the demo', () => {
  let folder: string;
  let repositories: Repositories;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'slipway-demo-'));
    repositories = new Repositories(path.join(folder, 'git'));
    await repositories.follow([], Date.now());
    await new BareRepository(path.join(folder, 'git/slots.git')).make();
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function push(repository: string, files: Record<string, string>) {
    const clone = await mkdtemp(path.join(folder, 'clone-'));
    const git = async (...args: string[]) =>
      (await run('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], { cwd: clone })).stdout.trim();
    await git('-c', 'init.defaultBranch=main', 'clone', '--quiet', path.join(folder, 'git', `${repository}.git`), '.');
    for (const [file, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(clone, file)), { recursive: true });
      await writeFile(path.join(clone, file), content);
    }
    await git('add', '--all');
    await git('commit', '--quiet', '--message', `Begin ${repository}`);
    await git('push', '--quiet', 'origin', 'HEAD:main');
    return git('rev-parse', 'HEAD');
  }

  async function settle() {
    const live = new Live(repositories);
    const later = Date.now() + 10 * MINUTE;
    for (let looks = 0; await live.promote(await live.look(), [], later); looks++) {
      expect(looks).toBeLessThan(10);
    }
    return live.tell(await live.look(), [], { since: 0, until: later });
  }

  it.each([
    ['all its environments', ['dev', 'staging', 'production']],
    ['the only environment it has', ['dev']],
  ])('is built and brought to %s', async (_, targets) => {
    await push('gitops', Object.fromEntries(targets.map(target => [overlay(target), unbuilt(target)])));
    const commit = await push('slots', { 'README.md': 'Slots\n' });
    const events = await settle();
    const facts = <F>(kind: string) => events.filter(({ type }) => type.includes(`.${kind}.`)).map(({ data }) => data.facts as F);

    const [{ digest, commit: builtFrom, tags }] = facts<ArtifactFacts>('artifact');
    expect([builtFrom, tags]).toEqual([commit, ['0.1.1']]);
    const healthy = facts<ApplicationFacts>('application').filter(({ health }) => health === 'Healthy');
    expect(healthy.map(({ name, images, sources }) => [name, images, sources[0].path])).toEqual(
      targets.map(target => [`slots-${target}`, [`registry.demo.example/slots:0.1.1@${digest}`], path.dirname(overlay(target))]),
    );
    expect(await repositories.gitops.read(overlay('dev'))).toBe(`namespace: slots-dev
# Nothing runs before the first image.
resources:
  - ../../base
images:
  - name: slots
    newName: registry.demo.example/slots
    newTag: "0.1.1"
    digest: ${digest}
`);
  });

  it('is in the catalog as its repository says, and told again only when it moves', async () => {
    const told = new Array<string[]>();
    const warnings = new Array<string>();
    const services = new MadeServices(folder, { warn: message => warnings.push(message) });
    await services.connect({
      applyMutation: async (mutation: EntityProviderMutation) =>
        void told.push(
          mutation.type === 'full'
            ? mutation.entities.map(
                ({ entity }) => `${entity.metadata.description} ${entity.metadata.annotations!['backstage.io/managed-by-location']}`,
              )
            : [],
        ),
      refresh: async () => {},
    });
    await services.look();
    const entity = (description: string) =>
      `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: slots, description: ${description} }\nspec: {}\n`;
    await push('slots', { 'catalog-info.yaml': entity('first') });
    await services.look();
    await services.look();
    await push('slots', { 'catalog-info.yaml': entity('second') });
    await services.look();
    const at = `file:${path.join(folder, 'services/slots/catalog-info.yaml')}`;
    expect(told).toEqual([[], [`first ${at}`], [`second ${at}`]]);

    await push('slots', { 'catalog-info.yaml': 'kind: [' });
    await services.look();
    expect(told.at(-1)).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('The catalog-info.yaml of slots cannot be read')]);
  });
});
