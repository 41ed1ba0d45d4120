import { NotFoundError } from '@backstage/errors';
import { DeliveryQueries } from '../../readModel';
import { DeliveryServiceResource } from './rules';

const EVERYTHING = { filter: 'all', includeUnclaimed: true } as const;

/** What the rules look at of each ref, for the permission backend; undefined where the record has no such service. */
export async function getServiceResources(
  queries: Pick<DeliveryQueries, 'getService'>,
  refs: string[],
): Promise<Array<DeliveryServiceResource | undefined>> {
  return Promise.all(
    refs.map(async ref => {
      try {
        const { owner, system, tags, cells } = await queries.getService({ ref, visibility: EVERYTHING });
        return {
          kind: ref.split(':')[0],
          owner: owner ?? null,
          system: system ?? null,
          tags: tags ?? [],
          // An environment without a target is shown as a cell too, and is not one that the service is in.
          environments: cells.filter(cell => cell.targets > 0).flatMap(cell => cell.environment ?? []),
        };
      } catch (error) {
        if (error instanceof NotFoundError) {
          return undefined;
        }
        throw error;
      }
    }),
  );
}
