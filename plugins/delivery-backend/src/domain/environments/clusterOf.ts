import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { RuleSettings } from '../model';

// Argo CD's own cluster has two spellings, and an application may use either.
const IN_CLUSTER = ['https://kubernetes.default.svc', 'in-cluster'];

/** The name of the cluster that an application deploys to: a configured one, else `<instance>/<destination>`. */
export function clusterOf(facts: Pick<ApplicationFacts, 'instance' | 'destination'>, settings: Pick<RuleSettings, 'clusters'>): string {
  const { instance } = facts;
  const spellings = spellingsOf(facts.destination);
  const joined = settings.clusters.find(cluster =>
    cluster.argocd.some(item => item.instance === instance && spellingsOf(item).some(spelling => spellings.includes(spelling))),
  );
  if (joined) {
    return joined.name;
  }
  if (spellings.some(spelling => IN_CLUSTER.includes(spelling))) {
    return `${instance}/in-cluster`;
  }
  return `${instance}/${spellings[0] ?? 'unknown'}`;
}

function spellingsOf(destination: { server?: string; name?: string }): string[] {
  const given = [destination.name, destination.server]
    .filter(item => item !== undefined && item !== '')
    .map(item => (item as string).replace(/\/+$/, ''));
  return given.some(item => IN_CLUSTER.includes(item)) ? [...new Set([...given, ...IN_CLUSTER])] : given;
}
