import { SourceReport, explainUpstream } from '@slipway/plugin-delivery-node';
import { RegistryRefusal } from '../registry/RegistryRefusal';
import { Patience } from './Patience';

const MOST_TOLD = 3;

/** How a registry is doing: one repository's refusal is told, and the others are read. */
export function explainTroubles(host: string, { all, registryUntil }: Patience): Pick<SourceReport, 'state' | 'error'> {
  const [first] = all;
  if (first === undefined) {
    return { state: 'live' };
  }
  if (first.scope === 'registry') {
    const { state, error } = explainUpstream(first.error, { subject: `The registry ${host}`, steps: {} });
    const until = registryUntil === undefined ? '' : `; it is asked again at ${new Date(registryUntil).toISOString()}`;
    return { state, error: `${error}${until}` };
  }
  const told = all.slice(0, MOST_TOLD).map(({ error }) => wordsOf(host, error));
  const more = all.length > MOST_TOLD ? [`and ${all.length - MOST_TOLD} more of the kind`] : [];
  return { state: 'live', error: [...told, ...more].join('. ') };
}

function wordsOf(host: string, error: unknown): string {
  return error instanceof RegistryRefusal ? `The registry ${host} answers ${error.status}: ${error.message}` : String(error);
}
