import { setTimeout as pause } from 'node:timers/promises';
import { isError, ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Destination } from '../Destination';

const LOOK_MS = 1_000;
const PATIENCE_MS = 120_000;

const isNamedConflict = (error: unknown) => isError(error) && error.name === 'ConflictError';

/** Entered already: by an earlier attempt. */
const isConflict = (error: unknown) => isNamedConflict(error) || (isError(error) && isNamedConflict(error.cause));

/** Enters a service in the catalog, and is done when the catalog has it. */
export function createRegisterServiceAction({ destination, catalog }: { destination: () => Destination; catalog: CatalogService }) {
  return createTemplateAction({
    id: 'slipway:service:register',
    description: 'Enters the catalog-info.yaml of a repository in the catalog and waits until the entity is there; once is enough',
    schema: {
      input: {
        name: z => z.string({ description: 'The name of the component' }),
        repository: z => z.string({ description: 'The repository, with its owner where the host has owners' }),
      },
      output: { entityRef: z => z.string() },
    },
    async handler(ctx) {
      const { name, repository } = ctx.input;
      const credentials = await ctx.getInitiatorCredentials();
      const target = destination().repositories.fileUrl(repository, 'catalog-info.yaml');
      if (target !== undefined) {
        await catalog.addLocation({ type: 'url', target }, { credentials }).catch(error => {
          if (!isConflict(error)) {
            throw error;
          }
        });
      }
      const entityRef = `component:default/${name}`;
      const deadline = Date.now() + PATIENCE_MS;
      while (!(await catalog.getEntityByRef(entityRef, { credentials }))) {
        if (Date.now() > deadline) {
          throw new ServiceUnavailableError(
            `The catalog has no ${entityRef} after ${PATIENCE_MS / 1_000} seconds; see what it says of ${target ?? repository}, then retry this run`,
          );
        }
        await pause(LOOK_MS, undefined, { signal: ctx.signal });
      }
      ctx.output('entityRef', entityRef);
      ctx.logger.info(`The catalog has ${entityRef}`);
    },
  });
}
