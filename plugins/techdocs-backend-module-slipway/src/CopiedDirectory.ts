import { Entity } from '@backstage/catalog-model';
import { NotModifiedError } from '@backstage/errors';
import { DirectoryPreparer, PreparerBase, PreparerOptions, PreparerResponse } from '@backstage/plugin-techdocs-node';
import { createHash } from 'node:crypto';
import { cp, lstat, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

// What starts with a dot is not docs either: histories, environments, caches.
const isSource = (name: string) => !name.startsWith('.') && name !== 'node_modules';

/** Every file of a folder that may belong to its docs, with what tells that it changed. */
async function listFiles(folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => isSource(name));
  const lists = await Promise.all(
    entries.map(async entry => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        return listFiles(path);
      }
      const { size, mtimeMs } = await lstat(path);
      return entry.isFile() ? [`${path} ${size} ${mtimeMs}`] : [];
    }),
  );
  return lists.flat().sort();
}

/**
 * Docs that stand in a folder of this machine, built from a copy: a build rewrites `mkdocs.yml`, and somebody's checkout is not ours to
 * write to. Nothing is built anew while no file changed.
 */
export class CopiedDirectory implements PreparerBase {
  constructor(private readonly stock: Pick<DirectoryPreparer, 'prepare'>) {}

  shouldCleanPreparedDirectory() {
    return true;
  }

  async prepare(entity: Entity, options?: PreparerOptions): Promise<PreparerResponse> {
    const { preparedDir, etag: given } = await this.stock.prepare(entity, options);
    const etag =
      given ||
      createHash('sha256')
        .update((await listFiles(preparedDir)).join('\n'))
        .digest('hex');
    if (etag === options?.etag) {
      throw new NotModifiedError(`The docs in ${preparedDir} have not changed`);
    }
    const copy = join(await mkdtemp(join(tmpdir(), 'slipway-docs-')), 'source');
    // A link may lead out of the folder; what it leads to is not copied.
    const filter = async (path: string) => path === preparedDir || (isSource(basename(path)) && !(await lstat(path)).isSymbolicLink());
    await cp(preparedDir, copy, { recursive: true, filter });
    return { preparedDir: copy, etag };
  }
}
