import { AnyObservation, ManifestFileFacts, ManifestsFacts } from '@slipway/plugin-delivery-common';
import { hideSecrets, keyedHash, observe, SourceConnection, UpstreamError, WantedManifests } from '@slipway/plugin-delivery-node';
import { GitHost } from '../host/GitHost';
import { DeliveryContext } from '../reduce/members';
import { ManifestLister, MOST_BYTES, tooLarge } from './ManifestLister';
import { RepositoryTree } from './RepositoryTree';

/** So many places are read at a look; the others at the next. */
const PLACES_AT_ONCE = 20;
/** What could not be read is asked for again after so long. */
const AGAIN_MS = 3_600_000;

const REASONS: Record<number, string> = {
  400: 'the host does not know the commit; it may have been removed, or the repository be shallow',
  401: 'the host does not know its token',
  403: 'its account may not read the contents of the repository',
  404: 'the host shows no such repository or commit to its account; it may be private, or the commit may be gone',
  409: 'the repository is empty',
  422: 'the host does not know the commit',
};

/** Reads what is deployed from the repositories of a host: every place at every commit once, every file's content once. */
export class ManifestReader {
  readonly #askedAt = new Map<string, number>();

  constructor(
    private readonly host: GitHost,
    private readonly context: DeliveryContext,
    private readonly now: () => Date,
  ) {}

  /** One look. `key` hides the values of Secrets; it has to be the same for ever. */
  async look(connection: SourceConnection, key: string): Promise<void> {
    const wanted = await connection.git.manifests({ host: this.context.host });
    const due = wanted.filter(place => this.now().getTime() - (this.#askedAt.get(nameOf(place)) ?? Number.NEGATIVE_INFINITY) >= AGAIN_MS);
    for (const place of due.slice(0, PLACES_AT_ONCE)) {
      if (connection.signal.aborted) {
        return;
      }
      const observations = await this.#read(connection, place, key);
      this.#askedAt.set(nameOf(place), this.now().getTime());
      await connection.record({ observations });
      connection.heard();
    }
  }

  async #read(connection: SourceConnection, place: WantedManifests, key: string): Promise<AnyObservation[]> {
    const { repository, revision, path } = place;
    const own = repository.slice(this.context.host.length + 1);
    const { signal } = connection;
    try {
      const texts = new Map<string, Promise<Buffer>>();
      const read = (id: string) => {
        const known = texts.get(id) ?? this.host.blob(own, id, signal);
        texts.set(id, known);
        return known;
      };
      const tree = new RepositoryTree(this.host, own, revision, signal);
      const listed = await new ManifestLister(tree, { key, read: async id => (await read(id)).toString('utf8') }).list(path);
      const blobs = [...new Set(listed.files.filter(file => !file.secret && file.problem === undefined).map(file => file.blob))];
      const known = await connection.git.knownFiles(repository, blobs);
      for (const blob of blobs.filter(id => !known.has(id))) {
        // One by one: what was read stays read when the host's limit ends the look.
        await connection.record({
          observations: [this.#observe('manifest-file', fileFacts(repository, blob, await read(blob), key), '0')],
        });
      }
      return this.#place({ repository, revision, path, ...listed }, place);
    } catch (error) {
      // A host that is away is no property of the place; neither is a limit of requests.
      if (!(error instanceof UpstreamError) || !(error.status in REASONS) || error.status === 401) {
        throw error;
      }
      return this.#place({ repository, revision, path, files: [], problem: REASONS[error.status] }, place);
    }
  }

  // What was said the last time is not said again.
  #place(facts: ManifestsFacts, { problem }: WantedManifests): AnyObservation[] {
    return facts.problem !== undefined && facts.problem === problem
      ? []
      : [this.#observe('manifests', facts, String(this.now().getTime()))];
  }

  #observe(kind: 'manifests' | 'manifest-file', facts: ManifestsFacts | ManifestFileFacts, position: string): AnyObservation {
    return observe(kind, facts as never, { source: this.context.source, order: { epoch: '0', position } });
  }
}

function nameOf({ repository, revision, path }: WantedManifests): string {
  return `${repository}@${revision}:${path}`;
}

function fileFacts(repository: string, blob: string, content: Buffer, key: string): ManifestFileFacts {
  const hash = () => keyedHash(key, content.toString('base64'));
  if (content.length > MOST_BYTES) {
    return { repository, blob, problem: tooLarge(content.length), hash: hash() };
  }
  if (content.includes(0)) {
    return { repository, blob, problem: 'it is no text', hash: hash() };
  }
  const { text, hidden } = hideSecrets(content.toString('utf8'), key);
  if (text === undefined) {
    return { repository, blob, problem: 'it holds a Secret and is no plain YAML: all of it is hidden', hash: hash() };
  }
  return { repository, blob, text, ...(hidden > 0 && { hidden }) };
}
