import { manifestFileSubject, manifestsSubject } from '@slipway/plugin-delivery-common';
import { LikelyPick, WantedManifests, WantedOfGit } from '@slipway/plugin-delivery-node';
import {
  selectActiveModel,
  selectDeployedSources,
  selectLikelyPicks,
  selectRecordedSubjects,
  selectSettledCommits,
  selectUnreadManifests,
  Transaction,
} from '../database';
import { deployedSources, ManifestPlace, placesOf } from '../domain';

/** What the record wants to know of a Git host, for a source that holds its lease. */
export class LeasedGit implements WantedOfGit {
  constructor(private readonly fenced: <Result>(fn: (tx: Transaction) => Promise<Result>) => Promise<Result>) {}

  async manifests({ host }: { host: string }): Promise<WantedManifests[]> {
    return this.fenced(async tx => {
      const places = new Map<string, ManifestPlace>();
      for (const place of (await selectDeployedSources(tx)).flatMap(deployed => placesOf(deployedSources(deployed)))) {
        if (place.repository.startsWith(`${host}/`)) {
          places.set(manifestsSubject(place), place);
        }
      }
      const unread = await selectUnreadManifests(tx, [...places.keys()]);
      return unread.map(({ subject, problem }) => ({ ...places.get(subject)!, ...(problem !== null && { problem }) }));
    });
  }

  async knownFiles(repository: string, blobs: readonly string[]): Promise<Set<string>> {
    const subjects = new Map(blobs.map(blob => [manifestFileSubject({ repository, blob }), blob]));
    const recorded = await this.fenced(tx => selectRecordedSubjects(tx, [...subjects.keys()]));
    return new Set(recorded.map(subject => subjects.get(subject)!));
  }

  async picks({
    repository,
    commits,
  }: {
    repository: string;
    commits: readonly string[];
  }): Promise<{ pairs: LikelyPick[]; settled: string[] }> {
    return this.fenced(async tx => {
      const model = await selectActiveModel(tx);
      if (model === undefined) {
        return { pairs: [], settled: [] };
      }
      const query = { repository, commits: [...commits] };
      return { pairs: await selectLikelyPicks(tx, model, query), settled: await selectSettledCommits(tx, model, query) };
    });
  }
}
