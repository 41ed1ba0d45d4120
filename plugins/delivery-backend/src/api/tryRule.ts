import { InputError } from '@backstage/errors';
import { RuleTrial } from '@slipway/plugin-delivery-common';
import { parseServiceRule } from '../domain/bindings/parseServiceRules';
import { refOf, ruledRefs } from '../domain/bindings/serviceRules';
import { environmentOf } from '../domain/environments/environmentOf';
import { parseEnvironmentRule } from '../domain/environments/parseEnvironmentRules';
import { EnvironmentRule, RuleSettings, ServiceRule } from '../domain/model';
import { RuleTrialCandidate } from '../readModel';

/** What a rule is tried on. */
export interface TrialGround {
  targets: RuleTrialCandidate[];
  /** Which of some entity refs the catalog has. */
  knownEntities(refs: string[]): Promise<Set<string>>;
}

/** Reads the rule that is tried: an item of `delivery.environments` or, with an `entity`, of `delivery.services`, as JSON. */
export function parseRule(text: string): EnvironmentRule | ServiceRule {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(`The query parameter 'rule' is not JSON: ${error instanceof Error ? error.message : error}`);
  }
  return typeof value === 'object' && value !== null && 'entity' in value ? parseServiceRule(value) : parseEnvironmentRule(value);
}

/** What the rule would map, and what it would change: in the place of the one of its name or entity, else as the last one. */
export async function tryRule(rule: EnvironmentRule | ServiceRule, settings: RuleSettings, ground: TrialGround): Promise<RuleTrial> {
  return 'entity' in rule ? tryServiceRule(rule, settings, ground) : tryEnvironmentRule(rule, settings, ground);
}

function tryEnvironmentRule(rule: EnvironmentRule, settings: RuleSettings, { targets }: TrialGround): RuleTrial {
  const environments = placed(rule, settings.environments, item => item.name);
  const trials = targets.map(target =>
    trialOf(
      target,
      target.environment,
      environmentOf({ name: target.application, destination: target.destination, labels: target.labels }, { environments }),
    ),
  );
  return {
    maps: trials.filter(trial => trial.to === rule.name),
    changes: trials.filter(trial => trial.to !== trial.from),
  };
}

async function tryServiceRule(rule: ServiceRule, settings: RuleSettings, { targets, knownEntities }: TrialGround): Promise<RuleTrial> {
  const { environments } = settings;
  const services = placed(rule, settings.services, item => item.entity);
  const wanted = targets.map(target => {
    const application = { ...target, name: target.application };
    return {
      target,
      mapped: refOf(
        rule,
        application,
        environments.map(item => item.name),
      ),
      refs: ruledRefs(application, { services, environments }).map(item => item.ref),
    };
  });
  const known = await knownEntities([...new Set(wanted.flatMap(item => item.refs))]);
  const trials = wanted.map(({ target, mapped, refs }) => {
    const from = target.services[0] ?? null;
    const to = target.annotated ? from : (refs.find(ref => known.has(ref)) ?? null);
    return { mapped, trial: trialOf(target, from, to) };
  });
  return {
    maps: trials.filter(({ mapped, trial }) => trial.to !== null && trial.to === mapped).map(item => item.trial),
    changes: trials.map(item => item.trial).filter(trial => trial.to !== trial.from),
  };
}

function placed<Rule>(rule: Rule, configured: Rule[], nameOf: (rule: Rule) => string): Rule[] {
  return configured.some(item => nameOf(item) === nameOf(rule))
    ? configured.map(item => (nameOf(item) === nameOf(rule) ? rule : item))
    : [...configured, rule];
}

function trialOf({ application, instance, cluster, namespace }: RuleTrialCandidate, from: string | null, to: string | null) {
  return { application, instance, cluster, namespace, from, to };
}
