import { AnyObservation, manifestsSubject } from '@slipway/plugin-delivery-common';
import { LikelyPick, WantedManifests, WantedOfGit } from '../git/wantedOfGit';

/** The `WantedOfGit` of a `FakeSourceConnection`: a test says what is deployed, and what was recorded is wanted no more. */
export class FakeWantedOfGit implements WantedOfGit {
  /** What is deployed. */
  deployed: WantedManifests[];
  /** Which commits look like picks of one another. */
  likely = new Array<Omit<LikelyPick, 'known'>>();
  private readonly patches: Set<string>;
  private readonly recorded: Map<string, string | undefined>;
  private readonly files: Set<string>;

  constructor(
    private readonly check: () => void,
    earlier?: FakeWantedOfGit,
  ) {
    this.deployed = [...(earlier?.deployed ?? [])];
    this.likely = [...(earlier?.likely ?? [])];
    this.patches = new Set(earlier?.patches);
    this.recorded = new Map(earlier?.recorded);
    this.files = new Set(earlier?.files);
  }

  /** Keeps what a batch says of files. */
  keep(observations: AnyObservation[]): void {
    for (const { kind, facts } of observations) {
      if (kind === 'manifests') {
        this.recorded.set(manifestsSubject(facts), facts.problem);
      } else if (kind === 'change' && facts.patchId !== undefined) {
        this.patches.add(facts.commit);
      } else if (kind === 'manifest-file') {
        this.files.add(`${facts.repository}@${facts.blob}`);
      }
    }
  }

  async manifests({ host }: { host: string }): Promise<WantedManifests[]> {
    this.check();
    return this.deployed
      .filter(({ repository }) => repository.startsWith(`${host}/`))
      .map(place => ({ ...place, problem: this.recorded.get(manifestsSubject(place)) }))
      .filter(place => place.problem !== undefined || !this.recorded.has(manifestsSubject(place)));
  }

  async knownFiles(repository: string, blobs: readonly string[]): Promise<Set<string>> {
    this.check();
    return new Set(blobs.filter(blob => this.files.has(`${repository}@${blob}`)));
  }

  async picks({ repository, commits }: { repository: string; commits: readonly string[] }) {
    this.check();
    const isKnown = (commit: string) => this.patches.has(commit);
    return {
      pairs: this.likely
        .filter(pair => pair.repository === repository && commits.includes(pair.pick) && !isKnown(pair.pick))
        .map(pair => ({ ...pair, known: [pair.original, pair.pick].filter(isKnown) })),
      settled: commits.filter(isKnown),
    };
  }
}
