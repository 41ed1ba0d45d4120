import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { TestDatabases } from '@backstage/backend-test-utils';
import { parse, parseAllDocuments } from 'yaml';
import { FolderHost } from './host/FolderHost';
import { FolderCatalog } from './__testUtils__/FolderCatalog';
import { nodeServiceTemplate, startScaffolder } from './__testUtils__/startScaffolder';

jest.setTimeout(120_000);

const run = promisify(execFile);
const values = {
  name: 'delivery-slots',
  description: 'Which slots are free: "mornings" and #evenings',
  owner: 'group:default/team-fulfilment',
  system: 'system:default/fulfilment',
  environments: ['dev', 'production'],
};

// Around what uses it, so that it goes away after that.
describe('on PostgreSQL', () => {
  const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

  describe('the template of a Node service', () => {
    let folder: string;
    let host: FolderHost;
    let catalog: FolderCatalog;
    let scaffolder: Awaited<ReturnType<typeof startScaffolder>>;

    const bare = (name: string) => path.join(folder, `${name}.git`);
    const git = async (name: string, ...args: string[]) => (await run('git', args, { cwd: bare(name) })).stdout.trim();
    const commits = async (name: string) => (await git(name, 'log', '--format=%s', 'main')).split('\n');
    const filesOf = async (name: string) => (await git(name, 'ls-tree', '-r', '--name-only', 'main')).split('\n');
    const yaml = async (name: string, file: string) => parse((await host.read(name, file))!);
    const first = {
      message: 'Begin',
      author: { name: 'Ada', email: 'ada@example.com' },
      files: [{ path: 'README.md', content: Buffer.from('x') }],
    };

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'slipway-template-'));
      host = new FolderHost(folder);
      catalog = new FolderCatalog(host, [nodeServiceTemplate()]);
      await host.create('gitops', 'What runs where');
      await host.commit('gitops', first);
      const templates = {
        git: { host: 'git.example.com', folder },
        gitops: { repository: 'gitops', clusters: { production: 'eu' } },
        registry: 'registry.example.com/shop',
      };
      scaffolder = await startScaffolder(databases, { catalog, config: { templates } });
    });
    afterAll(async () => {
      await scaffolder?.stop();
      await rm(folder, { recursive: true });
    });

    it('is resumed after the GitOps repository refused the push and the catalog went away, and nothing is there twice', async () => {
      const hook = path.join(bare('gitops'), 'hooks/pre-receive');
      await writeFile(hook, '#!/bin/sh\necho "main is protected: ask the platform team" >&2\nexit 1\n');
      await chmod(hook, 0o755);
      const { id, ...refused } = await scaffolder.run(values);
      expect(refused.status).toBe('failed');
      expect(refused.log).toContain("The repository 'gitops' refuses the commit 'Add delivery-slots'");
      expect(refused.log).toContain('main is protected: ask the platform team');
      expect((await host.find('delivery-slots'))!.description).toContain(id);

      await rm(hook);
      catalog.fault = new Error('the catalog is away');
      const away = await scaffolder.retry(id);
      expect(away.status).toBe('failed');
      expect(away.log).toContain('the catalog is away');

      const done = await scaffolder.retry(id);
      expect([done.status, done.status === 'failed' && done.log]).toEqual(['completed', false]);
      expect(await commits('gitops')).toEqual(['Add delivery-slots', 'Begin']);
      expect(await commits('delivery-slots')).toEqual(['Begin delivery-slots']);
      expect(done.output.links).toEqual([{ title: 'Open in the catalog', icon: 'catalog', entityRef: 'component:default/delivery-slots' }]);
    });

    it('makes a source repository with everything that a service needs', async () => {
      expect(await filesOf('delivery-slots')).toEqual([
        '.dockerignore',
        '.github/workflows/deliver.yaml',
        '.github/workflows/promote.yaml',
        '.gitignore',
        'Dockerfile',
        'README.md',
        'catalog-info.yaml',
        'ci/deliver.sh',
        'ci/setImage.js',
        'docs/index.md',
        'mkdocs.yml',
        'package.json',
        'src/main.js',
        'src/service.js',
        'test/service.test.js',
        'test/setImage.test.js',
      ]);
      for (const file of await filesOf('delivery-slots')) {
        expect([file, /values\.|\$\{\{ '/.test((await host.read('delivery-slots', file))!)]).toEqual([file, false]);
      }
      expect(await yaml('delivery-slots', 'catalog-info.yaml')).toMatchObject({
        kind: 'Component',
        metadata: {
          name: 'delivery-slots',
          description: values.description,
          annotations: {
            'slipway.dev/repository': 'git.example.com/delivery-slots',
            'argocd/app-name': 'delivery-slots-dev,delivery-slots-production',
          },
        },
        spec: { owner: values.owner, system: values.system },
      });
      const workflow = await yaml('delivery-slots', '.github/workflows/deliver.yaml');
      expect(workflow.jobs.deliver.env).toEqual({
        SERVICE: 'delivery-slots',
        IMAGE: 'registry.example.com/shop/delivery-slots',
        GITOPS: bare('gitops'),
        GITOPS_FOLDER: 'services/delivery-slots',
      });
      expect(workflow.jobs.deliver.steps.at(-1).env.GITOPS_TOKEN).toBe('${{ secrets.GITOPS_TOKEN }}');
    });

    it('makes a source whose own tests pass', async () => {
      const clone = await mkdtemp(path.join(tmpdir(), 'slipway-clone-'));
      try {
        await run('git', ['clone', '--quiet', bare('delivery-slots'), clone]);
        const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap'], {
          cwd: clone,
          env: { PATH: process.env.PATH },
        });
        expect(/^# pass (\d+)$/m.exec(stdout)?.[1]).toBe('6');
        await run('sh', ['-n', 'ci/deliver.sh'], { cwd: clone });
      } finally {
        await rm(clone, { recursive: true });
      }
    });

    it('makes the folder of the GitOps repository that Argo CD follows', async () => {
      const base = 'services/delivery-slots';
      expect((await filesOf('gitops')).filter(file => file !== 'README.md')).toEqual([
        'applications/delivery-slots.yaml',
        `${base}/base/deployment.yaml`,
        `${base}/base/kustomization.yaml`,
        `${base}/base/service.yaml`,
        `${base}/overlays/dev/kustomization.yaml`,
        `${base}/overlays/production/kustomization.yaml`,
      ]);
      expect(await yaml('gitops', `${base}/base/kustomization.yaml`)).toMatchObject({ resources: ['deployment.yaml', 'service.yaml'] });
      expect(await yaml('gitops', `${base}/overlays/dev/kustomization.yaml`)).toEqual({
        apiVersion: 'kustomize.config.k8s.io/v1beta1',
        kind: 'Kustomization',
        namespace: 'delivery-slots-dev',
        resources: [],
        images: [{ name: 'delivery-slots', newName: 'registry.example.com/shop/delivery-slots' }],
      });
      const [set] = parseAllDocuments((await host.read('gitops', 'applications/delivery-slots.yaml'))!).map(document => document.toJS());
      expect(set.spec.generators[0].list.elements).toEqual([
        { environment: 'dev', cluster: 'in-cluster' },
        { environment: 'production', cluster: 'eu' },
      ]);
      expect(set.spec.template.spec.source.path).toBe(`${base}/overlays/{{ .environment }}`);
    });

    it.each([
      ['is taken by a repository', { name: 'delivery-slots' }, "The name 'delivery-slots' is taken"],
      ['has capitals', { name: 'Delivery-Slots' }, 'does not match pattern'],
    ])('refuses a name that %s, and makes nothing', async (_, change, words) => {
      const before = await commits('gitops');
      const { status, log } = await scaffolder.run({ ...values, ...change });
      expect(status).not.toBe('completed');
      expect(log).toContain(words);
      expect(await commits('gitops')).toEqual(before);
    });
  });

  describe('a template in an installation without a Git host', () => {
    it('says what it needs, before anything is made', async () => {
      const catalog = new FolderCatalog(new FolderHost('/nowhere'), [nodeServiceTemplate()]);
      const { run: start, stop } = await startScaffolder(databases, { catalog, config: {} });
      const { status, log } = await start(values);
      await stop();
      expect([status, log]).toEqual([
        'failed',
        expect.stringContaining("Slipway has no Git host to make repositories at: set 'templates'"),
      ]);
    });
  });
});
