import { createMockDirectory } from '@backstage/backend-test-utils';
import { readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CopiedDirectory } from './CopiedDirectory';

const entity = { apiVersion: 'backstage.io/v1alpha1', kind: 'Component', metadata: { name: 'cart' } };

describe('docs in a folder of this machine', () => {
  const directory = createMockDirectory();
  const prepare = (etag?: string) =>
    new CopiedDirectory({ prepare: async () => ({ preparedDir: directory.path, etag: '' }) }).prepare(entity, { etag } as never);

  beforeEach(() =>
    directory.setContent({
      'mkdocs.yml': 'site_name: cart',
      docs: { 'index.md': '# Cart' },
      node_modules: { large: 'x' },
      '.git': { config: 'x' },
    }),
  );

  it('are built from a copy, without what is no source and without what links lead to', async () => {
    await symlink('/etc', join(directory.path, 'docs/outside'));
    const { preparedDir } = await prepare();
    expect((await readdir(preparedDir)).sort()).toEqual(['docs', 'mkdocs.yml']);
    expect(await readdir(join(preparedDir, 'docs'))).toEqual(['index.md']);
    await writeFile(join(preparedDir, 'mkdocs.yml'), 'site_name: rewritten');
    expect(await readFile(join(directory.path, 'mkdocs.yml'), 'utf8')).toBe('site_name: cart');
  });

  it('are built anew only where a file changed', async () => {
    const { etag } = await prepare();
    await expect(prepare(etag)).rejects.toThrow('have not changed');
    await writeFile(join(directory.path, 'docs/index.md'), '# The cart');
    await expect(prepare(etag)).resolves.toMatchObject({ etag: expect.not.stringMatching(etag) });
  });
});
