import { InputError } from '@backstage/errors';
import { getGiteaRequestOptions, ScmIntegrationRegistry, SingleInstanceGithubCredentialsProvider } from '@backstage/integration';
import { TemplateSettings } from '../settings';
import { FolderHost } from './FolderHost';
import { GiteaHost } from './GiteaHost';
import { GitHubHost } from './GitHubHost';
import { JsonClient } from './JsonClient';
import { RepositoryHost } from './RepositoryHost';

/** The host that `templates.git` names; an `InputError` that says what is missing where it cannot be written to. */
export function createHost({ host, owner, folder }: TemplateSettings['git'], integrations: ScmIntegrationRegistry): RepositoryHost {
  if (folder !== undefined) {
    return new FolderHost(folder);
  }
  const gitea = integrations.gitea.byHost(host)?.config;
  if (gitea?.password) {
    const baseUrl = gitea.baseUrl ?? `https://${host}`;
    const headers = async () => getGiteaRequestOptions(gitea).headers ?? {};
    return new GiteaHost({ host, baseUrl }, new JsonClient({ subject: `Gitea '${host}'`, baseUrl, headers }));
  }
  const github = integrations.github.byHost(host)?.config;
  if (github && (github.token || github.apps?.length)) {
    const credentials = SingleInstanceGithubCredentialsProvider.create(github);
    const baseUrl = github.apiBaseUrl ?? `https://${host}/api/v3`;
    const headers = async () => ({
      'x-github-api-version': '2022-11-28',
      ...(await credentials.getCredentials({ url: `https://${host}/${owner}` })).headers,
    });
    return new GitHubHost(host, new JsonClient({ subject: `GitHub '${host}'`, baseUrl, headers }));
  }
  throw new InputError(
    `Slipway may not write to ${host}: give 'integrations.github' or 'integrations.gitea' an entry with host ${host} and a token, and start again`,
  );
}
