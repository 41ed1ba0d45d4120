import { resolve } from 'node:path';
import { Knex } from 'knex';
import { postgres } from '../__testUtils__/createTestDatabase';

const directory = resolve(__dirname, '../../migrations');

jest.setTimeout(60_000);

describe('migrations', () => {
  const databases = postgres();

  it('go down one by one to nothing and up again to the same schema', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.migrate.latest({ directory });
    const [done] = await knex.migrate.list({ directory });
    const before = await describeSchema(knex);

    for (let left = done.length; left > 0; left--) {
      await knex.migrate.down({ directory });
    }
    expect(await describeSchema(knex)).not.toContain('## Table');
    await knex.migrate.latest({ directory });

    expect(await describeSchema(knex)).toBe(before);
  });

  it('say of every column what it holds', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.migrate.latest({ directory });

    const report = await describeSchema(knex);

    expect(report).toContain('## Table `observations`');
    expect(report.split('\n').filter(line => / \| {2}\|$/.test(line))).toEqual([]);
  });

  it('index searches by trigram where the administrator installed the extension', async () => {
    const knex = await databases.init('POSTGRES_18');
    await knex.raw('CREATE EXTENSION pg_trgm SCHEMA public');
    await knex.migrate.latest({ directory });

    await expect(knex('pg_indexes').where({ indexname: 'services_by_search' }).first()).resolves.toMatchObject({
      indexdef: expect.stringContaining('gin_trgm_ops'),
    });
  });
});

interface Column {
  table: string;
  what: string;
  partition: string | null;
  column: string;
  type: string;
  nullable: boolean;
  comment: string | null;
}

async function describeSchema(knex: Knex): Promise<string> {
  const { rows: columns } = await knex.raw<{ rows: Column[] }>(`
    SELECT pg_class.relname AS table, obj_description(pg_class.oid) AS what, pg_get_partkeydef(pg_class.oid) AS partition,
      attname AS column, format_type(atttypid, atttypmod) AS type, NOT attnotnull AS nullable, col_description(pg_class.oid, attnum) AS comment
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
      AND relname NOT LIKE 'knex_migrations%'
    ORDER BY relname COLLATE "C", attnum`);
  const { rows: indexes } = await knex.raw<{ rows: Array<{ table: string; definition: string }> }>(`
    SELECT tablename AS table, regexp_replace(indexdef, ' ON (ONLY )?[^ ]+\\.', ' ON ') AS definition FROM pg_indexes
    WHERE schemaname = current_schema() ORDER BY indexname COLLATE "C"`);
  const { rows: triggers } = await knex.raw<{ rows: Array<{ table: string; definition: string }> }>(`
    SELECT tgrelid::regclass::text AS table, pg_get_triggerdef(oid) AS definition FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname`);
  const lines = new Array<string>();
  for (const table of new Set(columns.map(column => column.table))) {
    const own = columns.filter(column => column.table === table);
    lines.push(`## Table \`${table}\``, '', `${own[0].what}.`, '');
    if (own[0].partition) {
      lines.push(`Partitioned by ${own[0].partition}.`, '');
    }
    lines.push('| column | type | nullable | holds |', '|---|---|---|---|');
    lines.push(
      ...own.map(({ column, type, nullable, comment }) => `| \`${column}\` | ${type} | ${nullable ? 'yes' : 'no'} | ${comment ?? ''} |`),
      '',
    );
    lines.push(...[...indexes, ...triggers].filter(item => item.table === table).map(({ definition }) => `- \`${definition}\``), '');
  }
  return lines.join('\n');
}
