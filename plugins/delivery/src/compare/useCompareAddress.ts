import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { compareRouteRef } from '../routes';
import { EnvironmentPair } from './chosenPair';

/** What is compared, as the address has it, so that it can be pasted to others and the browser's way back leads to the pair before. */
export function useCompareAddress() {
  const [params, setParams] = useSearchParams();
  const choose = useCallback(
    (pair: EnvironmentPair) =>
      setParams(current => {
        const next = new URLSearchParams(current);
        next.set('from', pair.from);
        next.set('to', pair.to);
        return next;
      }),
    [setParams],
  );
  const read = (name: string) => params.get(name) || undefined;
  return { service: read('service'), from: read('from'), to: read('to'), choose };
}

/** The address of a comparison of a service; undefined where the page is not installed. */
export function useCompareLink(): (service: string, pair?: Partial<EnvironmentPair>) => string | undefined {
  const page = useRouteRef(compareRouteRef);
  return (service, pair = {}) => page && `${page()}?${new URLSearchParams({ service, ...pair })}`;
}
