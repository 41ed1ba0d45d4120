import { ConflictError } from '@backstage/errors';
import { FoundRepository, NewCommit, RepositoryHost } from './RepositoryHost';
import { JsonClient } from './JsonClient';
import { refusal } from './refusal';

/** Gitea and Forgejo by their API, version 1. */
export class GiteaHost implements RepositoryHost {
  readonly subject: string;

  constructor(
    private readonly options: { host: string; baseUrl: string },
    private readonly client: JsonClient,
  ) {
    this.subject = `Gitea '${options.host}'`;
  }

  async find(repository: string): Promise<FoundRepository | undefined> {
    const response = await this.client.ask(`/api/v1/repos/${repository}`, { expected: [404] });
    return response.status === 404 ? undefined : { description: (await response.json()).description ?? '' };
  }

  async create(repository: string, description: string): Promise<void> {
    const [owner, name] = repository.split('/');
    const body = { name, description, private: true, auto_init: false, default_branch: 'main' };
    const asked = this.client.ask(`/api/v1/orgs/${owner}/repos`, { method: 'POST', body, expected: [409] });
    const { status } = await asked.catch(error => {
      throw refusal(`${this.subject} does not make the repository '${repository}'`, error, `may make repositories in '${owner}'`);
    });
    if (status === 409) {
      throw new ConflictError(`The repository '${repository}' is there already; choose another name`);
    }
  }

  async read(repository: string, path: string): Promise<string | undefined> {
    const response = await this.client.ask(`/api/v1/repos/${repository}/raw/${path}?ref=main`, { accept: '*/*', expected: [404] });
    return response.status === 404 ? undefined : response.text();
  }

  async commit(repository: string, { message, author, files }: NewCommit): Promise<string> {
    const body = {
      branch: 'main',
      message,
      author,
      committer: author,
      files: files.map(({ path, content }) => ({ operation: 'create', path, content: content.toString('base64') })),
    };
    try {
      const response = await this.client.ask(`/api/v1/repos/${repository}/contents`, { method: 'POST', body });
      return (await response.json()).commit.sha;
    } catch (error) {
      throw refusal(`The repository '${repository}' refuses the commit '${message.split('\n')[0]}'`, error, 'may push to its branch main');
    }
  }

  cloneUrl(repository: string): string {
    return `${this.options.baseUrl}/${repository}.git`;
  }

  pageUrl(repository: string): string {
    return `${this.options.baseUrl}/${repository}`;
  }

  fileUrl(repository: string, path: string): string {
    return `${this.options.baseUrl}/${repository}/src/branch/main/${path}`;
  }
}
