import { ListedManifest, ManifestsFacts } from '@slipway/plugin-delivery-common';
import { keyedHash } from '@slipway/plugin-delivery-node';
import { posix } from 'node:path';
import { HostTreeEntry } from '../host/GitHost';
import { KUSTOMIZATIONS, referencesOf } from './kustomization';
import { RepositoryTree } from './RepositoryTree';

/** So many files of a place are compared; of more the first by path. */
export const MOST_FILES = 200;
/** Larger files are listed and not read. */
export const MOST_BYTES = 256 * 1024;
/** A base of a base is followed so far. */
const MOST_FOLDERS = 50;

/** Why a file of so many bytes is not read. */
export const tooLarge = (size: number) => `it has ${size.toLocaleString('en')} bytes; ${MOST_BYTES.toLocaleString('en')} are read at most`;

const PLAIN = /\.(ya?ml|json|jsonnet|libsonnet)$/i;

/** Answers which files make the manifests of a place, as Argo CD would render it. */
export class ManifestLister {
  readonly #files = new Map<string, ListedManifest>();
  readonly #missing = new Set<string>();

  constructor(
    private readonly tree: RepositoryTree,
    private readonly options: { key: string; read(id: string): Promise<string> },
  ) {}

  async list(path: string): Promise<Pick<ManifestsFacts, 'form' | 'files' | 'missing' | 'problem'>> {
    const recursive = path.endsWith('/**') || path === '**';
    const bare = recursive ? path.replace(/\/?\*\*$/, '') : path;
    const root = await this.tree.find(bare);
    if (!root || root.kind === 'other') {
      return { files: [], problem: root ? `${bare} is a link or another repository` : `there is no ${bare || 'root'} at this commit` };
    }
    const form = await this.#walk(root, recursive);
    const files = [...this.#files.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    if (files.length > MOST_FILES) {
      this.#missing.add(`${files.length - MOST_FILES} more files of ${bare || 'the root'}: ${MOST_FILES} are compared at most`);
    }
    if (!this.tree.isComplete) {
      this.#missing.add('what its host does not list of a folder with very many files');
    }
    return { form, files: files.slice(0, MOST_FILES), ...(this.#missing.size > 0 && { missing: [...this.#missing].sort() }) };
  }

  async #walk(root: HostTreeEntry, recursive: boolean): Promise<ManifestsFacts['form']> {
    if (root.kind === 'file') {
      this.#add(root);
      return 'file';
    }
    const own = await this.tree.below(root, { recursive: false });
    const isNamed = (name: string) => own.some(entry => entry.kind === 'file' && posix.basename(entry.path) === name);
    if (KUSTOMIZATIONS.some(isNamed)) {
      await this.#followKustomizations(root);
      return 'kustomize';
    }
    const isChart = isNamed('Chart.yaml');
    const all = isChart || recursive ? await this.tree.below(root, { recursive: true }) : own;
    all.filter(entry => entry.kind === 'file' && (isChart || PLAIN.test(entry.path))).forEach(entry => this.#add(entry));
    all.filter(entry => entry.kind === 'other').forEach(entry => this.#missing.add(`${entry.path}: it is a link or another repository`));
    return isChart ? 'helm' : 'plain';
  }

  async #followKustomizations(root: HostTreeEntry): Promise<void> {
    const folders = [root];
    const seen = new Set([root.path]);
    for (let folder = folders.shift(); folder; folder = folders.shift()) {
      if (seen.size > MOST_FOLDERS) {
        this.#missing.add(`what stands further than ${MOST_FOLDERS} folders away`);
        return;
      }
      const own = await this.tree.below(folder, { recursive: false });
      const file = own.find(entry => entry.kind === 'file' && KUSTOMIZATIONS.includes(posix.basename(entry.path)));
      if (!file) {
        this.#missing.add(`${folder.path}: it has no kustomization.yaml`);
        continue;
      }
      this.#add(file);
      const references = (file.size ?? 0) > MOST_BYTES ? undefined : referencesOf(await this.options.read(file.id));
      if (!references) {
        this.#missing.add(`what ${file.path} refers to: it cannot be read`);
        continue;
      }
      references.remote.forEach(remote => this.#missing.add(`${remote}, to which ${file.path} refers`));
      for (const [reference, secret] of [
        ...references.local.map(item => [item, false] as const),
        ...references.secret.map(item => [item, true] as const),
      ]) {
        const target = await this.#resolve(folder.path, reference);
        if (target?.kind === 'file') {
          this.#add(target, secret);
        } else if (target?.kind === 'folder' && !seen.has(target.path)) {
          seen.add(target.path);
          folders.push(target);
        } else if (target?.kind !== 'folder') {
          this.#missing.add(`${reference}, to which ${file.path} refers: it is not there`);
        }
      }
    }
  }

  async #resolve(folder: string, reference: string): Promise<HostTreeEntry | undefined> {
    const path = posix.join(folder, reference).replace(/\/+$/, '');
    return path.startsWith('..') ? undefined : this.tree.find(path === '.' ? '' : path);
  }

  #add({ path, id, size = 0 }: HostTreeEntry, secret = false): void {
    if (secret) {
      this.#files.set(path, { path, blob: keyedHash(this.options.key, id), secret: true });
    } else if (!this.#files.get(path)?.secret) {
      this.#files.set(path, {
        path,
        blob: id,
        ...(size > MOST_BYTES && { problem: tooLarge(size) }),
      });
    }
  }
}
