import { ConflictError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Destination } from '../Destination';
import { markOf, names } from '../run';

/** Makes an empty repository whose description names the run; where this run made it before, it goes on with that. */
export function createRepositoryAction({ destination }: { destination: () => Destination }) {
  return createTemplateAction({
    id: 'slipway:repository:create',
    description: 'Makes an empty repository at the Git host of the templates; a retry of the same run finds the one that it made',
    schema: {
      input: {
        repository: z => z.string({ description: 'What it is called, with its owner where the host has owners' }),
        description: z => z.string({ description: 'One line that says what it is' }),
      },
    },
    async handler(ctx) {
      const { repository, description } = ctx.input;
      const { repositories } = destination();
      const found = await repositories.find(repository);
      if (found && !names(found.description, ctx.task.id)) {
        throw new ConflictError(`The repository '${repository}' is there already, and this run did not make it; choose another name`);
      }
      if (found) {
        ctx.logger.info(`'${repository}' is there since an earlier attempt`);
        return;
      }
      await repositories.create(repository, `${description} (${markOf(ctx.task.id)})`);
      ctx.logger.info(`Made '${repository}' at ${repositories.subject}`);
    },
  });
}
