import { InputError } from '@backstage/errors';
import { Condition, condition, TRUE } from '../condition';

type ColumnType = 'text' | 'smallint' | 'timestamptz';
type SortColumn = `${string}:${ColumnType}`;

const READABLE: Record<ColumnType, RegExp> = {
  text: /^[^\0]*$/s,
  smallint: /^-?\d{1,4}$/,
  timestamptz: /^(-infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/,
};

/** A place in a sorted list, and how to go on from it. */
export interface Keyset {
  /** True for what comes after the cursor. */
  after: Condition;
  order: string;
  /** SQL for the keys of a row, as a list of texts. */
  columns: string;
  /** The cursor that goes on after a row with these keys. */
  cursorOf(keys: string[]): string;
}

/**
 * Reads a sort and a cursor. A cursor holds the keys of the last row that was seen and not a count of rows, so rows that come and
 * go between two pages neither repeat nor hide others.
 */
export function keysetOf<Sort extends string>(
  table: string,
  sorts: Readonly<Record<Sort, readonly SortColumn[]>>,
  sort: Sort | `-${Sort}`,
  cursor: string | undefined,
): Keyset {
  const descending = sort.startsWith('-');
  const columns: readonly SortColumn[] | undefined = sorts[(descending ? sort.slice(1) : sort) as Sort];
  if (!columns) {
    throw new InputError(`There is no sort '${sort}'; there are ${Object.keys(sorts).join(', ')}, each also with a leading minus`);
  }
  const parts = columns.map(column => {
    const [name, type] = column.split(':');
    return { name: `${table}.${name}`, type: type as ColumnType };
  });
  const names = parts.map(({ name }) => name).join(', ');
  const keys = cursor === undefined ? undefined : readCursor(cursor, sort, parts);
  return {
    after: keys ? condition(`(${names}) ${descending ? '<' : '>'} (${parts.map(({ type }) => `?::${type}`).join(', ')})`, ...keys) : TRUE,
    order: parts.map(({ name }) => `${name} ${descending ? 'DESC' : 'ASC'}`).join(', '),
    columns: `ARRAY[${parts.map(({ name }) => `${name}::text`).join(', ')}]`,
    cursorOf: last => Buffer.from(JSON.stringify([sort, ...last])).toString('base64url'),
  };
}

function readCursor(cursor: string, sort: string, parts: Array<{ type: ColumnType }>): string[] {
  const refused = () =>
    new InputError(`The cursor does not belong to this list sorted by '${sort}'; ask for the first page without a cursor`);
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw refused();
  }
  if (!Array.isArray(content) || content.length !== parts.length + 1 || content[0] !== sort) {
    throw refused();
  }
  const keys: unknown[] = content.slice(1);
  if (!keys.every((key, index) => typeof key === 'string' && READABLE[parts[index].type].test(key))) {
    throw refused();
  }
  return keys as string[];
}
