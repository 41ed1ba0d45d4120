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

/** A path of a service as a regular expression that JavaScript and PostgreSQL read alike. */
export function patternOf(path: string): RegExp {
  const bare = path.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const source = bare
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
