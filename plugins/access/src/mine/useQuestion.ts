import { useSearchParams } from 'react-router-dom';
import { Question } from '../api/accessApi';

/** What is asked stands in the address, so that it can be sent to somebody and asked again. */
export function useQuestion(): [Question, (next: Question) => void] {
  const [params, setParams] = useSearchParams();
  const entity = params.get('entity') ?? undefined;
  const environment = entity && (params.get('environment') ?? undefined);
  const ask = (next: Question) => {
    const given = Object.entries(next).filter((entry): entry is [string, string] => Boolean(entry[1]));
    setParams(Object.fromEntries(given), { replace: true });
  };
  return [{ entity, environment }, ask];
}
