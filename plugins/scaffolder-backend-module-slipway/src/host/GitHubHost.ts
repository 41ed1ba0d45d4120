import { ConflictError } from '@backstage/errors';
import { FoundRepository, NewCommit, RepositoryHost } from './RepositoryHost';
import { JsonClient } from './JsonClient';
import { refusal } from './refusal';

/** How often a commit is made anew because somebody pushed meanwhile. */
const TRIES = 5;

/** GitHub by its REST API, version 2022-11-28. */
export class GitHubHost implements RepositoryHost {
  readonly subject: string;

  constructor(
    private readonly host: string,
    private readonly client: JsonClient,
  ) {
    this.subject = `GitHub '${host}'`;
  }

  async find(repository: string): Promise<FoundRepository | undefined> {
    const response = await this.client.ask(`/repos/${repository}`, { expected: [404] });
    return response.status === 404 ? undefined : { description: (await response.json()).description ?? '' };
  }

  /** With a first commit of GitHub's own: its API makes none in an empty repository. */
  async create(repository: string, description: string): Promise<void> {
    const [owner, name] = repository.split('/');
    const body = { name, description, private: true, auto_init: true };
    const asked = this.client.ask(`/orgs/${owner}/repos`, { method: 'POST', body, expected: [422] });
    const { status } = await asked.catch(error => {
      throw refusal(`${this.subject} does not make the repository '${repository}'`, error, `may make repositories in '${owner}'`);
    });
    if (status === 422) {
      throw new ConflictError(`The repository '${repository}' is there already; choose another name`);
    }
  }

  async read(repository: string, path: string): Promise<string | undefined> {
    const accept = 'application/vnd.github.raw+json';
    const response = await this.client.ask(`/repos/${repository}/contents/${path}?ref=main`, { accept, expected: [404] });
    return response.status === 404 ? undefined : response.text();
  }

  async commit(repository: string, commit: NewCommit): Promise<string> {
    try {
      for (let left = TRIES; ; left--) {
        const id = await this.commitOnce(repository, commit, left > 1);
        if (id !== undefined) {
          return id;
        }
      }
    } catch (error) {
      const title = commit.message.split('\n')[0];
      throw refusal(`The repository '${repository}' refuses the commit '${title}'`, error, 'may push to its branch main');
    }
  }

  /** The commit's id; undefined where somebody pushed meanwhile and it may be tried again. */
  private async commitOnce(repository: string, { message, author, files }: NewCommit, mayFail: boolean): Promise<string | undefined> {
    const data = `/repos/${repository}/git`;
    const post = async (what: string, body: unknown) => (await this.client.ask(`${data}/${what}`, { method: 'POST', body })).json();
    const head = (await (await this.client.ask(`${data}/ref/heads/main`)).json()).object.sha;
    const { tree: base } = await (await this.client.ask(`${data}/commits/${head}`)).json();
    const tree = await post('trees', {
      base_tree: base.sha,
      tree: files.map(({ path, content }) => ({ path, mode: '100644', type: 'blob', content: content.toString('utf8') })),
    });
    const { sha } = await post('commits', { message, author, tree: tree.sha, parents: [head] });
    const expected = mayFail ? [422] : [];
    const moved = await this.client.ask(`${data}/refs/heads/main`, { method: 'PATCH', body: { sha, force: false }, expected });
    return moved.ok ? sha : undefined;
  }

  cloneUrl(repository: string): string {
    return `https://${this.host}/${repository}.git`;
  }

  pageUrl(repository: string): string {
    return `https://${this.host}/${repository}`;
  }

  fileUrl(repository: string, path: string): string {
    return `https://${this.host}/${repository}/blob/main/${path}`;
  }
}
