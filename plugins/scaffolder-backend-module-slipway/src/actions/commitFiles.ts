import { ConflictError } from '@backstage/errors';
import { createTemplateAction, serializeDirectoryContents } from '@backstage/plugin-scaffolder-node';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { Destination } from '../Destination';
import { NewCommit } from '../host/RepositoryHost';
import { names } from '../run';

interface Profile {
  displayName?: string;
  email?: string;
}

/** Commits a folder of the workspace to main; where an earlier attempt did, which a file of it tells, it goes on. */
export function createCommitFilesAction({ destination }: { destination: () => Destination }) {
  return createTemplateAction({
    id: 'slipway:repository:commit',
    description: 'Makes one commit of a folder of the workspace on main; a retry of the same run finds the commit that it made',
    schema: {
      input: {
        repository: z => z.string({ description: 'The repository, with its owner where the host has owners' }),
        sourcePath: z => z.string({ description: 'The folder of the workspace' }),
        marker: z => z.string({ description: 'A file of that folder that names the run, as it is called in the repository' }),
        message: z => z.string({ description: "The commit's first line" }),
      },
    },
    async handler(ctx) {
      const { repository, sourcePath, marker, message } = ctx.input;
      const run = ctx.task.id;
      const { repositories } = destination();
      const there = await repositories.read(repository, marker);
      if (there !== undefined && !names(there, run)) {
        throw new ConflictError(`'${repository}' has a file '${marker}' that this run did not write; choose another name`);
      }
      if (there !== undefined) {
        ctx.logger.info(`'${repository}' has the commit since an earlier attempt`);
        return;
      }
      const written = await serializeDirectoryContents(resolveSafeChildPath(ctx.workspacePath, sourcePath));
      const files: NewCommit['files'] = written.map(({ path, content }) => ({ path, content }));
      const { displayName, email } = (ctx.user?.entity?.spec.profile ?? {}) as Profile;
      const author = { name: displayName ?? 'Slipway', email: email ?? 'slipway@localhost' };
      const id = await repositories.commit(repository, { message: `${message}\n\nSlipway-Run: ${run}\n`, author, files });
      ctx.logger.info(`Committed ${files.length} files to '${repository}' as ${id}`);
    },
  });
}
