import { discoveryApiRef, fetchApiRef, useApi } from '@backstage/frontend-plugin-api';
import { searchApiRef } from '@backstage/plugin-search-react';
import { useEffect, useState } from 'react';
import { Finding, Findings } from './Finding';
import { readChanges, readDeployments } from './readDelivery';
import { readIndex, Scope } from './readIndex';

const TYPING_PAUSE = 150;
/** What the search service takes. */
export const LONGEST_TERM = 100;

/** What a search found; `undefined` while it is asked for the first time, and the last answer while a newer one is on its way. */
export function useFindings(request: { term: string; scope?: Scope; limit: number; page?: string }): {
  findings: Findings | undefined;
  asking: boolean;
} {
  const { scope = 'all', limit, page } = request;
  const term = request.term.trim();
  const searchApi = useApi(searchApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  const [state, setState] = useState<{ findings?: Findings; asking: boolean }>({ asking: term !== '' });

  useEffect(() => {
    if (term === '' || term.length > LONGEST_TERM) {
      setState({ asking: false });
      return undefined;
    }
    let current = true;
    setState(last => ({ ...last, asking: true }));
    const timer = setTimeout(async () => {
      const problems = new Array<string>();
      const part = <Answer>(name: string, answer: Promise<Answer>, otherwise: Answer) =>
        answer.catch(error => {
          problems.push(`${name} could not be searched: ${error instanceof Error ? error.message : error}.`);
          return otherwise;
        });
      const access = { discoveryApi, fetchApi };
      const ours = scope === 'all' && !page;
      const none: Finding[] = [];
      const [index, changes, deployments] = await Promise.all([
        part('Entities and docs', readIndex(searchApi, { term, scope, limit, page }), { items: none }),
        ours ? part('Changes', readChanges(access, term), none) : none,
        ours ? part('Deployments', readDeployments(access, term), none) : none,
      ]);
      if (current) {
        setState({ findings: { ...index, items: [...changes, ...deployments, ...index.items], problems }, asking: false });
      }
    }, TYPING_PAUSE);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [term, scope, limit, page, searchApi, discoveryApi, fetchApi]);

  return { findings: state.findings, asking: state.asking };
}
