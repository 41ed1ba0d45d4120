import { OperationFacts } from '@slipway/plugin-delivery-common';
import { StoredObservation } from '..';
import { Projector, projectTruly } from './invariants';

type Operation = StoredObservation<'operation'>;

/** A bug, with the invariant that it breaks. */
export interface PlantedBug {
  caughtBy: string;
  project: Projector;
}

/** Ten bugs that a record of deliveries is likely to have, each planted in front of the true rules. */
export const PLANTED_BUGS: Record<string, PlantedBug> = {
  'arrival is taken for order': planted('any order of arrival gives the same record', all =>
    all.map((item, index) => ({ ...item, order: { epoch: '1', position: String(index) } })),
  ),
  'the instant it was seen breaks a tie': planted('what is seen again changes nothing', all =>
    all.map(item => ({ ...item, contentHash: item.seenAt })),
  ),
  'a copy counts a second time': planted('what is seen again changes nothing', all =>
    all.map((item, index) => ofOperation(item, ({ identity }) => ({ identity: `${identity}#${index}` }))),
  ),
  'a late fact changes the present': planted('the greatest order is the present', all => {
    const last = new Map(all.map((item, index) => [item.subject, index]));
    return all.map((item, index) =>
      item.kind === 'application' && last.get(item.subject) === index ? { ...item, order: { epoch: '9999', position: '1' } } : item,
    );
  }),
  'a dry run counts as a deployment': planted('a deployment is a real sync of its own application', all =>
    all.map(item => ofOperation(item, () => ({ dryRun: false }))),
  ),
  'a self-heal begins a deployment': planted('a deployment is a real sync of its own application', all =>
    all.map(item => ofOperation(item, () => ({ selfHeal: false }))),
  ),
  'the number in the history is a key': planted('any order of arrival gives the same record', all => {
    const numbers = new Map<string, number>();
    const keys = new Set<string>();
    return all.filter(item => {
      if (item.kind !== 'operation' || (item as Operation).facts.via !== 'history') {
        return true;
      }
      const { instance, uid } = (item as Operation).facts;
      const place = `${instance}/${uid.replace(/-\d+$/, '')}`;
      const number = (numbers.get(item.subject) ?? numbers.size) % 3;
      numbers.set(item.subject, number);
      const isNew = !keys.has(`${place}/${number}`);
      keys.add(`${place}/${number}`);
      return isNew;
    });
  }),
  'a re-created application inherits a history': planted('a deployment is a real sync of its own application', all => {
    const subjects = [...new Set(all.filter(item => item.kind === 'application').map(item => item.subject))];
    const nameOf = (subject: string) => subject.replace(/-\d+$/, '');
    return all.flatMap(item =>
      item.kind === 'operation'
        ? subjects
            .filter(subject => nameOf(subject) === nameOf((item as Operation).facts.application))
            .map(application => ({ ...item, facts: { ...(item as Operation).facts, application } }))
        : [item],
    );
  }),
  'a partial sync makes a version': planted('a version is never what a partial sync applied', all =>
    all.map(item => ofOperation(item, () => ({ partial: false }))),
  ),
  'a retry is a new deployment': planted('a deployment is a real sync of its own application', all =>
    all.map(item => ofOperation(item, ({ identity, retryCount }) => ({ identity: `${identity}+${retryCount}` }))),
  ),
};

function planted(caughtBy: string, distort: (observations: readonly StoredObservation[]) => StoredObservation[]): PlantedBug {
  return { caughtBy, project: observations => projectTruly(distort(observations)) };
}

function ofOperation(item: StoredObservation, change: (facts: OperationFacts) => Partial<OperationFacts>): StoredObservation {
  if (item.kind !== 'operation') {
    return item;
  }
  const { facts } = item as Operation;
  const changed = { ...facts, ...change(facts) };
  return { ...item, facts: changed, subject: `${changed.application}/${changed.startedAt}/${changed.identity}` };
}
