import { SearchApi } from '@backstage/plugin-search-react';
import { Finding, Findings } from './Finding';

/** The kinds of findings that the page can be narrowed to. */
export const SCOPES = {
  all: {},
  services: { types: ['software-catalog'], filters: { kind: 'Component' } },
  apis: { types: ['software-catalog'], filters: { kind: 'API' } },
  people: { types: ['software-catalog'], filters: { kind: ['User', 'Group'] } },
  docs: { types: ['techdocs'] },
} satisfies Record<string, { types?: string[]; filters?: Record<string, string | string[]> }>;

export type Scope = keyof typeof SCOPES;

interface IndexDocument {
  title: string;
  text: string;
  location: string;
  kind?: string;
  name?: string;
  entityTitle?: string;
}

/** Asks the index of entities and docs. */
export async function readIndex(
  searchApi: SearchApi,
  request: { term: string; scope: Scope; limit: number; page?: string },
): Promise<Pick<Findings, 'items' | 'total' | 'nextPage'>> {
  const { term, scope, limit, page } = request;
  const answer = await searchApi.query({ term, pageLimit: limit, ...SCOPES[scope], ...(page ? { pageCursor: page } : {}) });
  return {
    items: answer.results.map(({ type, document }) => findingOf(type, document as IndexDocument)),
    total: answer.numberOfResults,
    nextPage: answer.nextPageCursor,
  };
}

function findingOf(type: string, { title, text, location, kind, name, entityTitle }: IndexDocument): Finding {
  const isDoc = type === 'techdocs';
  return {
    key: `${type}:${location}`,
    kind: isDoc ? 'Doc' : (kind ?? 'Entity'),
    title,
    detail: isDoc ? `of ${entityTitle ?? name}` : text || undefined,
    to: location,
  };
}
