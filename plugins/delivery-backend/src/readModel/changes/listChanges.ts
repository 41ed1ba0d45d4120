import { NotFoundError } from '@backstage/errors';
import { ChangeFacts, ChangeList, ServiceDetail } from '@slipway/plugin-delivery-common';
import { DbCommitRow, selectChangePage, selectServiceWithSource, Transaction, Visibility } from '../../database';
import { keyOfImage } from '../../domain';
import { Contents, contentsOf, imagesOf } from './contentsOf';
import { FactLookup } from './FactLookup';
import { besideKeysOf, readBeside } from './readBeside';
import { readLinks } from './readLinks';
import { readTwins } from './readTwins';
import { stagesOf } from './stagesOf';
import { toChange } from './toChange';

export interface ChangeListRequest {
  ref: string;
  visibility: Visibility;
  limit: number;
  cursor?: string;
}

const NO_SOURCE =
  'Nothing says where its source stands. Add the annotation backstage.io/source-location, github.com/project-slug or slipway.dev/repository to its catalog-info.yaml.';

/** A page of the changes of a service, out of one snapshot. */
export async function listChanges(tx: Transaction, { ref, visibility, limit, cursor }: ChangeListRequest): Promise<ChangeList> {
  const found = await selectServiceWithSource(tx, { ref, visibility });
  if (!found) {
    throw new NotFoundError(`There is no service '${ref}', or it is not shown to you`);
  }
  const { model, repository } = found;
  if (repository === null) {
    return { items: [], nextCursor: null, repository: null, stages: [], why: NO_SOURCE };
  }
  const service = { ...(found.row as ServiceDetail), ...(found.detail as ServiceDetail) };
  const paths = found.paths ?? [];
  const rows = await selectChangePage<ChangeFacts>(tx, model, { repository, paths, limit, cursor });
  const page = rows.slice(0, limit);
  const facts = new FactLookup(tx, model);
  const images = imagesOf(service);
  await facts.load([...besideKeysOf(page), ...images.map(keyOfImage)]);
  const contents = contentsOf(service, repository, await readLinks(tx, model, [{ repository, images }], facts));
  const stages = stagesOf(service, repository, contents);
  if (page.length === 0 && cursor === undefined) {
    return {
      items: [],
      stages,
      nextCursor: null,
      repository,
      why: `No commit of ${repository} is on the record in the order of its default branch.`,
    };
  }
  const beside = await readBeside(facts, page);
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
