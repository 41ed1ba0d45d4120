import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import {
  BindingRow,
  insertMarks,
  Mark,
  replaceBindings,
  selectApplicationFacts,
  selectApplicationsNamed,
  selectClaimsByKey,
  selectNamesakes,
  selectRefsSharing,
} from '../../database';
import { Binding, bindApplication, EntityClaim, ruledRefs } from '../../domain';
import { matchKeysOf } from './matchKeys';
import { BindingPayload } from './projectApplications';
import { StageContext } from './stage';

/** Finds where applications belong, and marks every row of the fleet that they belong to or did. */
export async function bindApplications(context: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  const { tx, model, settings } = context;
  const applications = (await selectApplicationFacts<ApplicationFacts>(tx, model, [...marks.keys()])).map(({ subject, facts }) => {
    const ruled = ruledRefs(facts, settings);
    return { subject, facts, ruled, keys: matchKeysOf(facts, ruled) };
  });
  const claims = groupBy(
    await selectClaimsByKey<EntityClaim>(tx, model, [...new Set(applications.flatMap(({ keys }) => keys))]),
    'match_key',
  );
  const namesakes = groupBy(await selectNamesakes(tx, model, [...new Set(applications.map(({ facts }) => facts.name))]), 'name');
  const environments = settings.environments.map(item => item.name);
  const rows = applications.flatMap(({ subject, facts, ruled, keys }) =>
    toRows(
      subject,
      bindApplication(
        facts,
        keys.flatMap(key => (claims[key] ?? []).map(row => row.claim)),
        {
          // What took the place of a deleted application carries its name and is no second one.
          namesakes: (namesakes[facts.name] ?? []).filter(
            other => other.subject !== subject && (other.instance !== facts.instance || other.namespace !== facts.namespace),
          ),
          environments,
          ruled,
        },
      ),
    ),
  );
  const before = await replaceBindings(
    tx,
    model,
    applications.map(({ subject }) => subject),
    rows,
  );
  const payloads = ([...marks.values()].flat() as Array<BindingPayload | null>).filter(payload => payload !== null);
  const workloads = payloads.flatMap(payload => payload.workloads ?? []);
  const sharing = workloads.length > 0 ? await selectRefsSharing(tx, model, [...new Set(workloads)]) : [];
  const refs = new Set([...before, ...rows.map(row => row.ref), ...sharing]);
  await insertMarks(tx, model, [
    ...[...refs].map((key): Mark => ({ scope: 'service', key })),
    ...(await marksOfNamesakes(context, payloads, marks)),
  ]);
}

async function marksOfNamesakes({ tx, model }: StageContext, payloads: BindingPayload[], marks: Map<string, unknown[]>): Promise<Mark[]> {
  const names = [...new Set(payloads.flatMap(payload => payload.names ?? []))];
  const subjects = names.length > 0 ? await selectApplicationsNamed(tx, model, names) : [];
  // Those of this very batch are bound already, by what is known of all of them.
  return subjects.filter(subject => !marks.has(subject)).map(key => ({ scope: 'binding', key, payload: {} }));
}

function toRows(application: string, { claimedBy, unclaimed }: Binding): BindingRow[] {
  if (unclaimed) {
    return [{ application, ref: `unclaimed:${unclaimed.id}`, name: unclaimed.name, why: unclaimed.why }];
  }
  return claimedBy.map(({ ref, why }) => ({ application, ref, name: null, why }));
}
