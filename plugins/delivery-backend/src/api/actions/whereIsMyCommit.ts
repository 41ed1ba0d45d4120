import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { AuthorizedDeliveryQueries } from '../permissions/AuthorizedDeliveryQueries';
import { Ask } from './ask';

/** Where a commit is, in every service that it touches. */
export function whereIsMyCommit(registry: ActionsRegistryService, queries: AuthorizedDeliveryQueries, ask: Ask) {
  registry.register({
    name: 'where-is-my-commit',
    title: 'Where is my commit?',
    description:
      'Says in which environments a commit runs, since when and by which deployment, or why not. Where several commits may be meant they are ' +
      'listed as candidates. `unknown` and `not-linked` mean that nothing proves it, not that it is absent.',
    attributes: { readOnly: true, idempotent: true },
    schema: {
      input: z => z.object({ commit: z.string().min(1).max(200).describe('A commit from seven characters on, a pull request, or a tag') }),
      output: z =>
        z.object({
          commit: z.string().nullable().describe('Null where several may be meant'),
          title: z.string().nullable(),
          services: z.array(
            z.object({
              service: z.string().describe('Entity ref'),
              environments: z.array(
                z.object({
                  environment: z.string().nullable().describe('Null for targets that no rule maps'),
                  state: z.string(),
                  why: z.string().nullable(),
                  since: z.string().nullable(),
                }),
              ),
            }),
          ),
          candidates: z.array(z.object({ commit: z.string(), repository: z.string(), title: z.string().nullable() })),
        }),
    },
    action: async ({ input, credentials }) =>
      ask('where-is-my-commit', { input, credentials }, async () => {
        const { change, services, candidates } = await queries.findChange({ name: input.commit }, credentials);
        return {
          commit: change?.commit ?? null,
          title: change?.title ?? null,
          services: services.map(({ ref, environments }) => ({
            service: ref,
            environments: environments.map(({ environment, state, why, deployment }) => ({
              environment,
              state,
              why,
              since: deployment?.finishedAt ?? null,
            })),
          })),
          candidates: candidates.map(({ commit, repository, title }) => ({ commit, repository, title })),
        };
      }),
  });
}
