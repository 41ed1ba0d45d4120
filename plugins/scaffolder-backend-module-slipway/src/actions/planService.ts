import { ConflictError, InputError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { Destination } from '../Destination';
import { names } from '../run';

const NAME = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Refuses a name that cannot be one of a repository, an image and an application all at once. */
export function checkName(name: string): void {
  if (name !== name.toLowerCase()) {
    throw new InputError(`The name '${name}' has capitals; '${name.toLowerCase()}' would do`);
  }
  if (!NAME.test(name) || name.length < 2 || name.length > 40) {
    throw new InputError(
      `The name '${name}' does not do: it begins with a letter, has 2 to 40 small letters, digits and single dashes, and ends in no dash`,
    );
  }
}

/** Looks whether a name is free, and says what the things of the service are called. It makes nothing. */
export function createPlanServiceAction({ destination, catalog }: { destination: () => Destination; catalog: CatalogService }) {
  return createTemplateAction({
    id: 'slipway:service:plan',
    description: 'Looks whether the name of a new service is free, and says what its repository, image, folder and applications are called',
    supportsDryRun: true,
    schema: {
      input: {
        name: z => z.string({ description: 'The name of the service' }),
        environments: z => z.array(z.string(), { description: 'Where it is to run, in the order of promotion' }),
      },
      output: {
        run: z => z.string(),
        repository: z => z.string(),
        repositoryName: z => z.string({ description: 'The repository as the record names it' }),
        repositoryUrl: z => z.string({ description: 'Its page; empty where it has none' }),
        cloneUrl: z => z.string(),
        image: z => z.string(),
        gitops: z => z.string(),
        gitopsUrl: z => z.string(),
        folder: z => z.string({ description: 'Its folder of the GitOps repository' }),
        applications: z => z.string(),
        applicationNames: z => z.string(),
        project: z => z.string(),
        environments: z => z.array(z.object({ name: z.string(), cluster: z.string() })),
      },
    },
    async handler(ctx) {
      const { name, environments } = ctx.input;
      const run = ctx.task.id;
      checkName(name);
      const { git, gitops, registry, repositories } = destination();
      const repository = git.owner === undefined ? name : `${git.owner}/${name}`;
      const folder = `${gitops.folder}/${name}`;

      const found = await repositories.find(repository);
      if (found && !names(found.description, run)) {
        throw new ConflictError(
          `The name '${name}' is taken: there is a repository '${repository}' that this run did not make; choose another name, or retry the run that made it`,
        );
      }
      if (!(await repositories.find(gitops.repository))) {
        throw new InputError(
          `There is no GitOps repository '${gitops.repository}' at ${repositories.subject}, or Slipway may not see it; correct 'templates.gitops.repository'`,
        );
      }
      const marker = await repositories.read(gitops.repository, `${folder}/base/kustomization.yaml`);
      if (marker !== undefined && !names(marker, run)) {
        throw new ConflictError(
          `The name '${name}' is taken: '${gitops.repository}' has a folder '${folder}' already; choose another name`,
        );
      }
      const entityRef = `component:default/${name}`;
      const entity = await catalog.getEntityByRef(entityRef, { credentials: await ctx.getInitiatorCredentials() });
      if (entity && entity.metadata.annotations?.['slipway.dev/run'] !== run) {
        throw new ConflictError(`The name '${name}' is taken: the catalog has ${entityRef}; choose another name`);
      }

      ctx.output('run', run);
      ctx.output('repository', repository);
      ctx.output('repositoryName', `${git.host}/${repository}`);
      ctx.output('repositoryUrl', repositories.pageUrl(repository) ?? '');
      ctx.output('cloneUrl', repositories.cloneUrl(repository));
      ctx.output('image', `${registry}/${name}`);
      ctx.output('gitops', gitops.repository);
      ctx.output('gitopsUrl', repositories.cloneUrl(gitops.repository));
      ctx.output('folder', folder);
      ctx.output('applications', gitops.applications);
      ctx.output('applicationNames', environments.map(environment => `${name}-${environment}`).join(','));
      ctx.output('project', gitops.project);
      ctx.output(
        'environments',
        environments.map(environment => ({ name: environment, cluster: gitops.clusters[environment] ?? 'in-cluster' })),
      );
      ctx.logger.info(`'${name}' is free; '${repository}' and '${folder}' of '${gitops.repository}' are made next`);
    },
  });
}
