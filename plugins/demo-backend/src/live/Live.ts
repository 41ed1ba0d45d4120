import { tellBuild } from '../facts/tellBuild';
import { tellCommit, tellPush } from '../facts/tellChange';
import { DemoEvent, eventOf, Told } from '../facts/told';
import { NewCommit } from '../git/BareRepository';
import { Repositories } from '../git/Repositories';
import { manifestText, overlayWith } from '../git/manifests';
import { runningAt, ServiceHistory } from '../history/History';
import { CI } from '../organisation/people';
import { DemoService, isInvented, madeService, manifestPath, SERVICES } from '../organisation/services';
import { Build, buildsOf, promotionsOf, Promotion } from './ci';
import { tellCluster } from './cluster';
import { BUILD_TRAILER, Move, MoveReader, Push } from './read';

/** What the repositories came to, at one look. */
export interface LiveState {
  moves: Move[];
  pushes: ReadonlyMap<string, Push[]>;
  /** What somebody made, which has no past. */
  made: ServiceHistory[];
  /** From when on a service goes its own way, because somebody pushed to it or changed what it runs. */
  endOf(service: string): number;
}

/** The simulated CI and the demo cluster. Both follow from what the repositories say, so that a restart in the middle goes on where it was. */
export class Live {
  private readonly reader = new MoveReader();

  constructor(private readonly repositories: Repositories) {}

  /** Looks at all repositories. */
  async look(): Promise<LiveState> {
    const moves = await this.reader.movesOf(this.repositories.gitops);
    const pushes = new Map<string, Push[]>();
    const made = (await this.repositories.made()).map(madeService);
    for (const { name } of [...SERVICES, ...made]) {
      pushes.set(name, await this.reader.pushesTo(name, this.repositories.of(name)));
    }
    const endOf = (service: string) =>
      Math.min(
        pushes.get(service)?.[0]?.at ?? Infinity,
        moves.find(({ changed }) => changed.some(item => item.service === service))?.at ?? Infinity,
      );
    return { moves, pushes, made: made.map(service => ({ service, changes: [], deliveries: new Map(), told: [] })), endOf };
  }

  /** Everything that is to be told of a state from an instant up to and with another, oldest first. */
  tell(state: LiveState, invented: readonly ServiceHistory[], { since, until }: { since: number; until: number }): DemoEvent[] {
    const histories = [...invented, ...state.made];
    const told = [
      ...histories.flatMap(history => this.buildsIn(state, history).flatMap(build => tellPushed(history.service, build))),
      ...tellCluster(state.moves, ({ service, target }, at) => {
        const history = histories.find(item => item.service.name === service);
        return runningAt(history?.deliveries.get(target) ?? [], Math.min(at, state.endOf(service)));
      }),
    ];
    return told
      .filter(({ at }) => at >= since && at <= until)
      .sort((a, b) => a.at - b.at)
      .map(eventOf);
  }

  /** Commits what CI has to bring to a target by now; true where it did. */
  async promote(state: LiveState, histories: readonly ServiceHistory[], now: number): Promise<boolean> {
    const due = [...histories, ...state.made]
      .flatMap(history => promotionsOf(this.buildsIn(state, history), state.moves))
      .filter(({ dueAt }) => dueAt <= now);
    for (const promotion of due) {
      const { gitops } = this.repositories;
      await gitops.add(await gitops.head(), [await this.commitOf(promotion, now)]);
    }
    return due.length > 0;
  }

  private async commitOf({ build, target }: Promotion, now: number): Promise<NewCommit> {
    const { push, version, digest, image } = build;
    const { service } = push;
    const path = manifestPath(service, target);
    const content = isInvented(service)
      ? manifestText({ service, target, image })
      : overlayWith(await this.repositories.gitops.read(path), { version, digest });
    const message = `${service}: ${version} to ${target}\n\n${BUILD_TRAILER}: ${push.after}\n`;
    return { at: now, author: CI, message, written: [{ path, content }] };
  }

  private buildsIn({ pushes, endOf }: LiveState, { service, changes }: ServiceHistory): Build[] {
    const own = pushes.get(service.name) ?? [];
    if (own.length === 0) {
      return [];
    }
    const before = changes.filter(({ at }) => at < endOf(service.name));
    const version = before.filter(({ build }) => build.version).at(-1)?.build.version ?? `${service.begins.join('.')}.0`;
    return buildsOf(own, { version, number: before.length });
  }
}

/** What Git host, CI and registry say of a push. */
function tellPushed({ unlabelled }: DemoService, { push, number, version, digest, startsAt, endsAt, fails }: Build): Told[] {
  const { service, before, after, at, commits } = push;
  const newest = commits.at(-1);
  const title = newest?.message.split('\n')[0] ?? after;
  return [
    ...commits.map(commit => {
      const first = commit.message.split('\n')[0];
      const { id, parents, author, message, paths } = commit;
      // A clock ahead of this machine's says nothing that can be kept.
      return tellCommit({ service, id, parents, at: Math.min(commit.at, at), title: first, message, author, paths }, at);
    }),
    tellPush({ service, before, after, commits: commits.map(({ id }) => id), pusher: newest?.author ?? CI, at }),
    ...tellBuild({
      service,
      runId: `${service}-${number}`,
      number,
      head: after,
      title,
      startsAt,
      endsAt,
      unlabelled,
      ...(fails ? { failedStep: 'Unit tests' } : { image: { version, digest } }),
    }),
  ];
}
