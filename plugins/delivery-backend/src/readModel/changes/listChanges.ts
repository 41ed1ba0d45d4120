import { ChangeFacts, ChangeList, ServiceDetail } from '@slipway/plugin-delivery-common';
import { DbCommitRow, selectActiveModel, selectChangePage, selectServiceRepository, Transaction } from '../../database';
import { patternOf } from '../../domain';
import { readBeside } from './readBeside';
import { Contents, readContents } from './readContents';
import { readStages } from './readStages';
import { readTwins } from './readTwins';
import { toChange } from './toChange';

export interface ChangeListRequest {
  service: Pick<ServiceDetail, 'ref' | 'cells' | 'targets' | 'deployments'>;
  limit: number;
  cursor?: string;
}

const NO_SOURCE =
  'Nothing says where its source stands. Add the annotation backstage.io/source-location, github.com/project-slug or slipway.dev/repository to its catalog-info.yaml.';

/** A page of the changes of a service, out of one snapshot. */
export async function listChanges(tx: Transaction, { service, limit, cursor }: ChangeListRequest): Promise<ChangeList> {
  const model = await selectActiveModel(tx);
  const source = model === undefined ? undefined : await selectServiceRepository(tx, model, service.ref);
  if (model === undefined || source === undefined) {
    return { items: [], nextCursor: null, repository: null, stages: [], why: NO_SOURCE };
  }
  const { repository, paths } = source;
  const patterns = paths.map(path => patternOf(path).source);
  const rows = await selectChangePage<ChangeFacts>(tx, model, { repository, patterns, limit, cursor });
  const page = rows.slice(0, limit);
  const contents = await readContents(tx, model, { repository, service });
  const stages = await readStages(tx, model, { repository, paths, service, contents });
  if (page.length === 0 && cursor === undefined) {
    return {
      items: [],
      stages,
      nextCursor: null,
      repository,
      why: `No commit of ${repository} is on the record in the order of its default branch.`,
    };
  }
  const beside = await readBeside(tx, model, page);
  const twins = await readTwins(tx, model, repository, page);
  const items = page.map(row => {
    const picks = twins.picksOf(row);
    return toChange(row, {
      beside,
      environments: environmentsOf(service, contents),
      history: { reachOf: contents.reachOf, revertedBy: twins.revertsOf(row), aliases: picks },
      pickedAs: picks.map(other => other.commit),
      touchesKnown: paths.length === 0 || row.paths !== null,
    });
  });
  const last: DbCommitRow<ChangeFacts> | undefined = page[page.length - 1];
  return { items, nextCursor: rows.length > limit ? last.position : null, repository, stages, why: null };
}

/** The environments of a service, in the order of its cells, with the targets of each. */
export function environmentsOf({ cells, targets }: Pick<ServiceDetail, 'cells' | 'targets'>, contents: Contents) {
  return cells.map(cell => ({
    environment: cell.environment ?? null,
    targets: targets
      .filter(target => (target.environment ?? null) === (cell.environment ?? null))
      .map(target => ({
        application: target.application,
        cluster: target.cluster,
        content: contents.contentOf(target),
        deployments: contents.deploymentsOf(target),
      })),
  }));
}
