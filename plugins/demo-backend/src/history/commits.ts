import { createHash } from 'node:crypto';
import { Person } from '@slipway/plugin-delivery-common';
import { DemoService } from '../organisation/services';

/** A file that a commit writes. */
export interface WrittenFile {
  path: string;
  content: string;
}

/** A commit with the id that Git gives it. */
export interface Commit {
  id: string;
  parent: string | null;
  at: number;
  title: string;
  author: Person;
  written: WrittenFile[];
  /** Ids of the blobs of the whole tree, by path. */
  blobs: ReadonlyMap<string, string>;
}

/** What the instant of a commit is in Git: seconds. */
const seconds = (at: number) => Math.floor(at / 1000);

/** Git's id of an object. */
function objectId(type: string, content: Buffer): string {
  return createHash('sha1').update(`${type} ${content.length}\0`).update(content).digest('hex');
}

/** Git's id of a file's content. */
export const blobId = (content: string) => objectId('blob', Buffer.from(content));

function treeId(blobs: ReadonlyMap<string, string>): string {
  const files = new Map<string, string>();
  const folders = new Map<string, Map<string, string>>();
  for (const [path, id] of blobs) {
    const slash = path.indexOf('/');
    if (slash < 0) {
      files.set(path, id);
    } else {
      const folder = path.slice(0, slash);
      const inside = folders.get(folder) ?? new Map<string, string>();
      folders.set(folder, inside.set(path.slice(slash + 1), id));
    }
  }
  const entries = [
    ...[...files].map(([name, id]) => ({ name, key: name, mode: '100644', id })),
    // Git sorts by bytes, which for these names is by letters, and a folder as if its name ended in a slash.
    ...[...folders].map(([name, inside]) => ({ name, key: `${name}/`, mode: '40000', id: treeId(inside) })),
  ].sort((a, b) => (a.key < b.key ? -1 : 1));
  return objectId(
    'tree',
    Buffer.concat(entries.flatMap(({ name, mode, id }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(id, 'hex')])),
  );
}

function write(
  parent: Commit | null,
  { at, title, author, written }: { at: number; title: string; author: Person; written: WrittenFile[] },
): Commit {
  const blobs = new Map(parent?.blobs);
  for (const { path, content } of written) {
    blobs.set(path, blobId(content));
  }
  const who = `${author.name} <${author.email}> ${seconds(at)} +0000`;
  const head = [`tree ${treeId(blobs)}`, ...(parent ? [`parent ${parent.id}`] : []), `author ${who}`, `committer ${who}`];
  const id = objectId('commit', Buffer.from(`${head.join('\n')}\n\n${title}\n`));
  return { id, parent: parent?.id ?? null, at, title, author, written, blobs };
}

const source = (area: string, serial: number) => `// ${area.replaceAll('-', ' ')}\nexport const revision = ${serial};\n`;

/** The commit with which a service's repository begins. */
export function firstCommit(service: DemoService, at: number): Commit {
  const readme = `# ${service.name}

A service of Slipway's demo organisation: it is invented, and nothing runs from it.
Commit and push to main, and follow the commit to production in the portal.
`;
  return write(null, {
    at,
    title: `Begin ${service.name}`,
    author: { name: 'demo-ci', email: 'demo-ci@shop.demo.example' },
    written: [{ path: 'README.md', content: readme }, ...service.areas.map(area => ({ path: `src/${area}.js`, content: source(area, 0) }))],
  });
}

/** The next commit on top of another. */
export function commitOf(
  parent: Commit,
  {
    at,
    title,
    author,
    area,
    migrates,
    serial,
  }: { at: number; title: string; author: Person; area: string; migrates: boolean; serial: number },
): Commit {
  const number = String(serial).padStart(4, '0');
  return write(parent, {
    at,
    title,
    author,
    written: [
      { path: `src/${area}.js`, content: source(area, serial) },
      ...(migrates ? [{ path: `migrations/${number}-${area}.sql`, content: `-- ${title}\n` }] : []),
    ],
  });
}
