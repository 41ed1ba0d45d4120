import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ORIGIN } from '../history/calendar';
import { blobId, Commit, firstCommit, WrittenFile } from '../history/commits';
import { ServiceHistory } from '../history/History';
import { HISTORY_TRAILER } from '../live/read';
import { CI } from '../organisation/people';
import { GITOPS, LEGACY, manifestPath, SERVICES } from '../organisation/services';
import { BareRepository } from './BareRepository';
import { manifestText } from './manifests';

const README = `# gitops

What each service of Slipway's demo organisation runs in each target. The demo cluster follows main: change a file, push, and look.
`;

/** The repositories of the demo, which anybody on this machine may clone and push to. */
export class Repositories {
  readonly gitops: BareRepository;
  private readonly services: ReadonlyMap<string, BareRepository>;
  private readonly heads = new Map<string, string>();
  private written: Map<string, string> | undefined;

  constructor(private readonly folder: string) {
    const place = (name: string) => new BareRepository(path.join(folder, `${name}.git`));
    this.gitops = place(GITOPS);
    this.services = new Map(SERVICES.map(({ name }) => [name, place(name)]));
  }

  of(service: string): BareRepository {
    return this.services.get(service) ?? new BareRepository(path.join(this.folder, `${service}.git`));
  }

  /** The services that somebody made: what stands beside the invented ones. */
  async made(): Promise<string[]> {
    await mkdir(this.folder, { recursive: true });
    const names = (await readdir(this.folder)).flatMap(file => /^([a-z][a-z0-9-]*)\.git$/.exec(file)?.[1] ?? []);
    return names.filter(name => name !== GITOPS && !this.services.has(name)).sort();
  }

  private async make(): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    for (const repository of [...this.services.values(), this.gitops]) {
      await repository.make();
    }
  }

  /** Writes down what the history says up to an instant, of services that go by their history still. What is not there is made. */
  async follow(histories: readonly ServiceHistory[], now: number): Promise<void> {
    const first = !this.written;
    if (first) {
      await this.make();
    }
    for (const history of histories.filter(({ service }) => service !== LEGACY)) {
      await this.followChanges(history, now);
    }
    await this.followDeliveries(histories, now);
    if (first) {
      // Whoever waits for them may clone them now.
      await writeFile(path.join(this.folder, 'made'), '');
    }
  }

  private async followChanges({ service, changes }: ServiceHistory, now: number): Promise<void> {
    const commits: Commit[] = [firstCommit(service, ORIGIN), ...changes.filter(({ at }) => at <= now)];
    const newest = commits.at(-1)!.id;
    if (this.heads.get(service.name) === newest) {
      return;
    }
    const repository = this.of(service.name);
    const head = await repository.head();
    const known = head === undefined ? -1 : commits.findIndex(({ id }) => id === head);
    // Somebody may push at this very moment: then the next look finds that the service has a story of its own.
    if (head === undefined || known >= 0) {
      const missing = commits.slice(known + 1).map(({ at, author, title, written }) => ({ at, author, message: `${title}\n`, written }));
      if (missing.length > 0) {
        await repository.add(head, missing);
      }
      this.heads.set(service.name, newest);
    }
  }

  private async followDeliveries(histories: readonly ServiceHistory[], now: number): Promise<void> {
    const wanted = new Map<string, string>();
    for (const { service, deliveries } of histories.filter(history => history.service !== LEGACY)) {
      for (const [target, list] of deliveries) {
        const newest = list.filter(({ committedAt }) => committedAt <= now).at(-1);
        if (newest) {
          wanted.set(manifestPath(service.name, target), manifestText({ service: service.name, target, image: newest.image }));
        }
      }
    }
    this.written ??= await this.gitops.blobs();
    const { written } = this;
    const files: WrittenFile[] = [...(written.size === 0 ? [{ path: 'README.md', content: README }] : [])];
    files.push(
      ...[...wanted].filter(([file, content]) => written.get(file) !== blobId(content)).map(([file, content]) => ({ path: file, content })),
    );
    if (files.length > 0) {
      const message = `Bring the files up to what the demo tells\n\n${HISTORY_TRAILER}\n`;
      await this.gitops.add(await this.gitops.head(), [{ at: now, author: CI, message, written: files }]);
      files.forEach(({ path: file, content }) => written.set(file, blobId(content)));
    }
  }
}
