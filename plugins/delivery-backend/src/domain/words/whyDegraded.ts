import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { describeResources, sentence } from './failureOf';

/** Said where Argo CD keeps the health of single resources to itself. */
export const NOT_PUBLISHED =
  'Argo CD does not publish which resources; set `controller.resource.health.persist: "true"` in argocd-cmd-params-cm.';

/** Why an application is Degraded or Missing, in words. */
export function whyDegraded(facts: Pick<ApplicationFacts, 'failingResources' | 'health' | 'healthMessage'>): string {
  const resources = describeResources(facts.failingResources.filter(item => item.health === undefined || item.health === facts.health));
  if (resources) {
    return resources;
  }
  if (facts.healthMessage) {
    return sentence(facts.healthMessage);
  }
  return facts.health === 'Missing'
    ? `Resources are missing from the cluster. ${NOT_PUBLISHED}`
    : `Resources are degraded. ${NOT_PUBLISHED}`;
}
