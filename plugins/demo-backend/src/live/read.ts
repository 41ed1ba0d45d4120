import { BareRepository, GitCommit, RefMove } from '../git/BareRepository';
import { Manifest, ManifestPlace, readManifest, readPlace } from '../git/manifests';

/** Somebody pushed to a service. */
export interface Push {
  service: string;
  before: string | null;
  after: string;
  at: number;
  commits: GitCommit[];
}

/** The GitOps repository moved, and what is to run changed. */
export interface Move {
  before: string;
  after: string;
  at: number;
  title: string;
  author: GitCommit['author'];
  /** The commit that demo-ci built what it brings from, where demo-ci made it. */
  build?: string;
  /** The places whose files it wrote, whether they say what to run or not. */
  places: ManifestPlace[];
  changed: Manifest[];
}

/** Stands in commits that only write down what the history says, which nothing has to follow. */
export const HISTORY_TRAILER = 'Demo-History: yes';
/** Names the commit that a delivery was built from. */
export const BUILD_TRAILER = 'Demo-Build';

/** Reads how repositories moved, each move once: what a log said it says for ever. */
export class MoveReader {
  private readonly pushes = new Map<string, Push>();
  private readonly moves = new Map<string, Move | undefined>();

  /** The pushes to a service, oldest first. */
  async pushesTo(service: string, repository: BareRepository): Promise<Push[]> {
    const moves = (await repository.moves()).filter(({ how }) => how.startsWith('push'));
    return Promise.all(
      moves.map(async ({ before, after, at }) => {
        const key = `${service} ${before} ${after} ${at}`;
        const push = this.pushes.get(key) ?? { service, before, after, at, commits: await repository.commitsBetween(before, after) };
        this.pushes.set(key, push);
        return push;
      }),
    );
  }

  /** The moves of the GitOps repository that change what runs, oldest first; those of the history are left out. */
  async movesOf(gitops: BareRepository): Promise<Move[]> {
    const moves = new Array<Move>();
    for (const move of await gitops.moves()) {
      const key = `${move.before} ${move.after} ${move.at}`;
      if (!this.moves.has(key)) {
        this.moves.set(key, await readMove(gitops, move));
      }
      moves.push(...[this.moves.get(key) ?? []].flat());
    }
    return moves;
  }
}

async function readMove(gitops: BareRepository, { before, after, at }: RefMove): Promise<Move | undefined> {
  const newest = before === null ? undefined : (await gitops.commitsBetween(before, after)).at(-1);
  if (before === null || !newest || newest.message.includes(HISTORY_TRAILER)) {
    return undefined;
  }
  const files = await gitops.filesChanged(before, after);
  const build = new RegExp(`^${BUILD_TRAILER}: (\\w{40})$`, 'm').exec(newest.message)?.[1];
  return {
    before,
    after,
    at,
    title: newest.message.split('\n')[0],
    author: newest.author,
    ...(build && { build }),
    places: files.flatMap(({ path }) => readPlace(path) ?? []),
    changed: files.flatMap(({ path, content }) => readManifest(path, content) ?? []),
  };
}
