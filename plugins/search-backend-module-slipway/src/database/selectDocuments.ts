import { IndexableDocument } from '@backstage/plugin-search-common';
import { Knex } from 'knex';
import { Term } from '../domain/parseTerm';

/** What is asked of the index. */
export interface DocumentQuery {
  term: Term | undefined;
  types: string[] | undefined;
  filters: Record<string, string | string[]>;
  /** Refs of whom the caller is and to whom they belong. */
  mine: string[];
  offset: number;
  limit: number;
  tags: { before: string; after: string };
}

/** A document that was found, best first. */
export interface DbDocumentRow {
  type: string;
  document: IndexableDocument;
  title: string | null;
  text: string | null;
  total: string;
}

// The expression that documents_names_index is made of.
const NAMES = `lower(coalesce(document->>'title', '') || ' ' || coalesce(document->>'name', ''))`;

// What a match is worth. A name that is met exactly stands before everything else; the others are weighed against the judged queries.
const WEIGHTS = { name: 2, begins: 0.6, mine: 0.35, text: 0.8 };

// Of several that are called alike, what people mean most often.
const KIND = `CASE lower(document->>'kind') WHEN 'component' THEN 0.5 WHEN 'system' THEN 0.45 WHEN 'user' THEN 0.4 WHEN 'group' THEN 0.35
  WHEN 'api' THEN 0.3 WHEN 'resource' THEN 0.3 ELSE 0.2 END * CASE type WHEN 'techdocs' THEN 0.2 ELSE 1 END`;

// A word may say what it is that is looked for: `payments api`.
const SAYS_KIND = `(lower(document->>'kind') = word AND type <> 'techdocs' OR type = 'techdocs' AND word IN ('doc', 'docs'))`;

/** The documents that a term names or speaks of: an exact name first, then what is the caller's own and what is likeliest. */
export async function selectDocuments(tx: Knex.Transaction, query: DocumentQuery): Promise<DbDocumentRow[]> {
  const { term, types, filters, mine, offset, limit, tags } = query;
  const conditions = new Array<string>();
  const bindings: Record<string, unknown> = { mine, offset, limit };
  if (types) {
    conditions.push('type = ANY(:types)');
    bindings.types = types;
  }
  Object.entries(filters).forEach(([key, value], index) => {
    const values = [value].flat();
    bindings[`filter${index}`] = values.flatMap(item => [JSON.stringify({ [key]: item }), JSON.stringify({ [key]: [item] })]);
    conditions.push(`document @> ANY(CAST(:filter${index} AS jsonb[]))`);
  });
  if (!term) {
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const { rows } = await tx.raw<{ rows: DbDocumentRow[] }>(
      `SELECT type, document, NULL AS title, NULL AS text, count(*) OVER () AS total
       FROM documents ${where}
       ORDER BY (document->>'owner' = ANY(:mine)) IS TRUE DESC, lower(document->>'title'), type
       OFFSET :offset LIMIT :limit`,
      bindings,
    );
    return rows;
  }
  await tx.raw(`SELECT set_config('pg_trgm.word_similarity_threshold', '0.4', true)`);
  Object.assign(bindings, {
    term: term.text,
    words: term.words,
    query: term.query,
    beginning: `${term.text.replace(/[\\%_]/g, '\\$&')}%`,
    headline: `StartSel=${tags.before}, StopSel=${tags.after}, MaxWords=30, MinWords=12, ShortWord=3, MaxFragments=1`,
  });
  // One condition a word: PostgreSQL answers each from the index, and none of them from an array.
  const likeness = term.words.map((word, index) => {
    bindings[`word${index}`] = word;
    return `${NAMES} OPERATOR(public.%>) :word${index}`;
  });
  conditions.push(`(body @@ to_tsquery('english', :query) OR ${likeness.join(' OR ')})`);
  const { rows } = await tx.raw<{ rows: DbDocumentRow[] }>(
    `WITH found AS (
       SELECT type, document, count(*) OVER () AS total,
         (lower(document->>'title') = :term OR lower(document->>'name') = :term AND type <> 'techdocs') IS TRUE AS exact,
         ${KIND} AS kind,
         (SELECT avg(greatest(public.word_similarity(word, ${NAMES}), ${SAYS_KIND}::int)) FROM unnest(CAST(:words AS text[])) AS word)
           * ${WEIGHTS.name}
         + (${NAMES} LIKE :beginning)::int * ${WEIGHTS.begins}
         + ((document->>'owner' = ANY(:mine)) IS TRUE)::int * ${WEIGHTS.mine}
         + ts_rank_cd(body, to_tsquery('english', :query), 32) * ${WEIGHTS.text}
         + ${KIND} AS score
       FROM documents
       WHERE ${conditions.join(' AND ')}
     ), page AS (
       SELECT * FROM found
       ORDER BY exact DESC, CASE WHEN exact THEN kind END DESC, score DESC, lower(document->>'title'), type, document->>'location'
       OFFSET :offset LIMIT :limit
     )
     SELECT type, document, total,
       ts_headline('english', coalesce(document->>'title', ''), to_tsquery('english', :query), :headline || ', HighlightAll=true') AS title,
       ts_headline('english', coalesce(document->>'text', ''), to_tsquery('english', :query), :headline) AS text
     FROM page
     ORDER BY exact DESC, CASE WHEN exact THEN kind END DESC, score DESC, lower(document->>'title'), type, document->>'location'`,
    bindings,
  );
  return rows;
}
