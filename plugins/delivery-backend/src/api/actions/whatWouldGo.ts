import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AuthorizedDeliveryQueries } from '../permissions/AuthorizedDeliveryQueries';
import { Ask } from './ask';

/** What a promotion from one environment to another would bring. */
export function whatWouldGo(registry: ActionsRegistryService, queries: AuthorizedDeliveryQueries, ask: Ask) {
  registry.register({
    name: 'what-would-go',
    title: 'What would go?',
    description:
      'Says which commits, images and database migrations would go from one environment of a service to another, and what would be taken away. ' +
      'It compares what runs and promotes nothing. `why` says what cannot be told.',
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z =>
        z.object({
          service: z.string().describe('Entity ref, e.g. component:default/cart'),
          from: z.string().describe('The environment whose version would go'),
          to: z.string().describe('The environment that it would go to'),
        }),
      output: z => {
        const commits = z.array(z.object({ commit: z.string(), title: z.string().nullable(), author: z.string().nullable() }));
        return z.object({
          commits: commits.describe('Newest first, 500 at most'),
          undone: commits,
          images: z.array(z.object({ repository: z.string(), from: z.string().nullable(), to: z.string().nullable() })),
          migrations: z.array(z.string()),
          tickets: z.array(z.string()),
          why: z.string().nullable(),
        });
      },
    },
    action: async ({ input, credentials }) =>
      ask('what-would-go', { input, credentials }, async () => {
        const { service, from, to } = input;
        const found = await queries.compare({ ref: service.toLocaleLowerCase('en-US'), from, to }, credentials);
        const brief = ({ commit, title, author }: (typeof found.commits)[number]) => ({ commit, title, author: author?.name ?? null });
        return {
          commits: found.commits.map(brief),
          undone: found.undone.map(brief),
          images: found.images,
          migrations: found.migrations,
          tickets: found.tickets.map(({ id }) => id),
          why: found.why,
        };
      }),
  });
}
