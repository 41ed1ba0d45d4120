import { ArtifactFacts, PushFacts } from '@slipway/plugin-delivery-common';
import {
  insertMarks,
  Mark,
  replacePathPlaces,
  selectFactsByKey,
  selectRefsOfRepositories,
  Transaction,
  updateImpliedParents,
} from '../../database';
import { defaultBranchOf, digestsOf, factKey, ownPathOf, provenParents } from '../../domain';
import { layOut } from '../layOut';
import { RepositoryPayload } from './projectCommits';
import { touched } from './projectServices';
import { StageContext } from './stage';

/** Lays out the history of repositories anew where it grew, and marks the services whose source they hold. */
export async function projectRepositories({ tx, model }: StageContext, marks: Map<string, unknown[]>): Promise<void> {
  for (const [repository, payloads] of marks) {
    const grown = (payloads as RepositoryPayload[]).flatMap(payload => (payload.commits === undefined ? [] : [payload.commits]));
    if (grown.length > 0) {
      await layOutRepository(tx, model, repository, grown.flat());
    }
    const paths = (payloads as RepositoryPayload[]).flatMap(payload => payload.paths ?? []);
    if (paths.length > 0) {
      await replacePathPlaces(tx, model, { repository, paths: [...new Set(paths)].map(ownPathOf) });
    }
  }
  const refs = await selectRefsOfRepositories(tx, model, [...marks.keys()]);
  await insertMarks(tx, model, [
    ...refs.map((key): Mark => ({ scope: 'service', key, payload: touched })),
    ...(await marksOfBuilt(tx, model, marks)),
  ]);
}

// An image of any service may say that it was built from a commit of this repository.
async function marksOfBuilt(tx: Transaction, model: number, marks: Map<string, unknown[]>): Promise<Mark[]> {
  const commits = ([...marks.values()].flat() as RepositoryPayload[]).flatMap(payload => payload.commits ?? []);
  const built = await selectFactsByKey<ArtifactFacts>(tx, model, [...new Set(commits)].map(factKey.builtFrom));
  return [...new Set(built.flatMap(({ facts }) => digestsOf(facts)))].map(key => ({ scope: 'image', key, payload: touched }));
}

async function layOutRepository(tx: Transaction, model: number, repository: string, commits: string[]): Promise<void> {
  const pushes = (await selectFactsByKey<PushFacts>(tx, model, [factKey.refsOf(repository)])).map(row => row.facts);
  for (const push of pushes) {
    const parents = provenParents(push);
    if (push.after !== null && parents.length > 0 && commits.includes(push.after)) {
      await updateImpliedParents(tx, model, { repository, commit: push.after, parents });
    }
  }
  const branch = defaultBranchOf(pushes);
  const head = branch && pushes.find(push => push.ref === branch)?.after;
  if (branch && head) {
    await layOut(tx, model, { repository, branch, head, commits });
  }
}
