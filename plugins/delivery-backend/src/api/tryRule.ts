import { InputError } from '@backstage/errors';
import { RuleTrial } from '@slipway/plugin-delivery-common';
import { environmentOf } from '../domain/environments/environmentOf';
import { parseEnvironmentRule } from '../domain/environments/parseEnvironmentRules';
import { EnvironmentRule } from '../domain/model';
import { RuleTrialCandidate } from '../readModel';

/** Reads the rule that is tried: an item of `delivery.environments` as JSON. */
export function parseRule(text: string): EnvironmentRule {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`The query parameter 'rule' is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  return parseEnvironmentRule(value);
}

/** What the rule would map, and what it would change: in the place of the environment of its name, else as the last one. */
export function tryRule(rule: EnvironmentRule, configured: EnvironmentRule[], targets: RuleTrialCandidate[]): RuleTrial {
  const known = configured.some(item => item.name === rule.name);
  const environments = known ? configured.map(item => (item.name === rule.name ? rule : item)) : [...configured, rule];
  const trials = targets.map(({ application, instance, cluster, namespace, destination, labels, environment }) => ({
    application,
    instance,
    cluster,
    namespace,
    from: environment,
    to: environmentOf({ name: application, destination, labels }, { environments }),
  }));
  return {
    maps: trials.filter(trial => trial.to === rule.name),
    changes: trials.filter(trial => trial.to !== trial.from),
  };
}
