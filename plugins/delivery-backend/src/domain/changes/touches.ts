/**
 * Whether a commit touches the paths of a service: true where the service has the whole repository, undefined where nobody said what
 * the commit touches. A path of a service is a folder, a file, or a glob with `*` within a part and `**` over parts.
 */
export function touches(own: readonly string[], paths: readonly string[] | null): boolean | undefined {
  if (own.length === 0) {
    return true;
  }
  if (paths === null) {
    return undefined;
  }
  const patterns = own.map(patternOf);
  return paths.some(path => patterns.some(pattern => pattern.test(path)));
}

/** A path of a service as it is looked for: a folder or file by its name, a glob by its pattern. */
export interface OwnPath {
  /** As the service names it. */
  path: string;
  /** The folder or file; null for a glob. */
  folder: string | null;
  /** The regular expression; null where the folder says it. */
  pattern: string | null;
}

/** How commits that touch a path of a service are found. */
export function ownPathOf(path: string): OwnPath {
  return /[*?]/.test(path) ? { path, folder: null, pattern: patternOf(path).source } : { path, folder: bareOf(path), pattern: null };
}

/** A file with the folders that it is in. */
export function foldersOf(file: string): string[] {
  const parts = file.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

function bareOf(path: string): string {
  return path.replace(/^\.?\/+/, '').replace(/\/+$/, '');
}

/** A path of a service as a regular expression that JavaScript and PostgreSQL read alike. */
export function patternOf(path: string): RegExp {
  const source = bareOf(path)
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map(part => {
      switch (part) {
        case '**/':
          return '([^/]+/)*';
        case '**':
          return '.*';
        case '*':
          return '[^/]*';
        case '?':
          return '[^/]';
        default:
          return part.replace(/[.+^${}()|[\]\\]/g, '\\$&');
      }
    })
    .join('');
  return new RegExp(`^${source}(/|$)`);
}
