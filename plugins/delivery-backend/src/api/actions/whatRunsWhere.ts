import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AuthorizedDeliveryQueries } from '../permissions/AuthorizedDeliveryQueries';
import { Ask } from './ask';

const MOST = 50;

/** Which version of which service runs in which environment. */
export function whatRunsWhere(registry: ActionsRegistryService, queries: AuthorizedDeliveryQueries, ask: Ask) {
  registry.register({
    name: 'what-runs-where',
    title: 'What runs where?',
    description:
      `Says which version of a service runs in each environment, in which state and since when, each with its source and age. At most ${MOST} ` +
      'services; `more` says that others match. A version of null is not known, and `why` says why; `lastHeardAt` is set where the source is silent.',
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          services: z.array(z.string()).max(MOST).optional().describe('Entity refs, e.g. component:default/cart'),
          owners: z.array(z.string()).max(MOST).optional().describe('Entity refs of who owns them'),
          systems: z.array(z.string()).max(MOST).optional().describe('Entity refs of the systems that they are in'),
          name: z.string().max(200).optional().describe('Part of a name or version'),
        }),
      output: z =>
        z.object({
          services: z.array(
            z.object({
              service: z.string(),
              environments: z.array(
                z.object({
                  environment: z.string().nullable(),
                  version: z.string().nullable(),
                  state: z.string(),
                  why: z.string().nullable(),
                  since: z.string().nullable(),
                  source: z.string().nullable(),
                  seenAt: z.string().nullable(),
                  lastHeardAt: z.string().nullable(),
                }),
              ),
            }),
          ),
          more: z.boolean(),
        }),
    },
    action: async ({ input, credentials }) =>
      ask('what-runs-where', { input, credentials }, async () => {
        const filter = { ref: input.services, owner: input.owners, system: input.systems, q: input.name };
        const { items, nextCursor } = await queries.listServices({ filter, sort: 'name', limit: MOST }, credentials);
        return {
          services: items.map(({ ref, cells }) => ({
            service: ref,
            environments: cells.map(cell => ({
              environment: cell.environment,
              version: cell.spread ?? cell.version.name,
              state: cell.word,
              why: cell.why ?? cell.version.reason ?? null,
              since: cell.since,
              source: cell.source ?? null,
              seenAt: cell.seenAt ?? null,
              lastHeardAt: cell.lastHeardAt ?? null,
            })),
          })),
          more: nextCursor !== null,
        };
      }),
  });
}
