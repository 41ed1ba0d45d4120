import { NotFoundError } from '@backstage/errors';
import { ChangeFacts, FoundChange, ServiceDetail } from '@slipway/plugin-delivery-common';
import {
  CommitName,
  DbCommitRow,
  DbSourcedServiceRow,
  selectActiveModel,
  selectCommitsCalled,
  selectNeighbours,
  selectServicesOf,
  selectShownRepositories,
  Transaction,
  Visibility,
} from '../../database';
import { factKey, foldersOf, keyOfImage, patternOf, touches } from '../../domain';
import { contentsOf, imagesOf } from './contentsOf';
import { FactLookup } from './FactLookup';
import { environmentsOf } from './listChanges';
import { besideKeysOf, readBeside } from './readBeside';
import { readLinks } from './readLinks';
import { readMerge } from './readMerge';
import { readRewrite } from './readRewrite';
import { readTwins } from './readTwins';
import { stagesOf } from './stagesOf';
import { toChange } from './toChange';

/** So many repositories are named to who asked for a commit that is in none. */
const NAMED = 5;

/** Where a commit is: by its id from seven characters on, by the number of its pull request, or by a tag. */
export async function findChange(tx: Transaction, { name, visibility }: { name: string; visibility: Visibility }): Promise<FoundChange> {
  const named = await selectCommitsCalled<ChangeFacts>(tx, nameOf(name));
  const services = named.length === 0 ? [] : await servicesWith(tx, named, visibility);
  // Who sees not everything sees of a shared repository what touches a service that is shown, and not what others build from it.
  const all = visibility.filter === 'all';
  const rows = named.filter(item =>
    services.some(({ repository, paths }) => repository === item.repository && (all || touches(paths, item.paths) !== false)),
  );
  if (rows.length === 0) {
    throw new NotFoundError(
      `There is no change '${name}' in ${await whereLooked(tx, visibility)}; it takes seven characters of a commit or more, the number of a pull request, or a tag`,
    );
  }
  if (rows.length > 1) {
    return {
      change: null,
      services: [],
      candidates: rows.map(({ repository, commit, facts }) => ({
        repository,
        commit,
        title: facts.title ?? null,
        committedAt: facts.committedAt ?? null,
      })),
    };
  }
  const [{ model, ...row }] = rows;
  const own = services.filter(service => service.repository === row.repository && touches(service.paths, row.paths) !== false);
  return describeChange(tx, model, row, own);
}

async function describeChange(
  tx: Transaction,
  model: number,
  row: DbCommitRow<ChangeFacts>,
  own: DbSourcedServiceRow[],
): Promise<FoundChange> {
  const { repository } = row;
  const details = own.map(service => ({ service, detail: detailOf(service) }));
  const images = [...new Set(details.flatMap(({ detail }) => imagesOf(detail)))];
  const facts = new FactLookup(tx, model);
  await facts.load([...besideKeysOf([row]), ...images.map(keyOfImage)]);
  const beside = await readBeside(facts, [row]);
  const twins = await readTwins(tx, model, repository, [row]);
  const [reverts, picks] = [twins.revertsOf(row), twins.picksOf(row)];
  const merge = await readMerge(tx, model, row);
  const aliases = [...(merge ? [merge.merge] : []), ...picks];
  const links = await readLinks(tx, model, [{ repository, images }], facts);
  const patterns = own.map(({ paths }) => paths.map(path => patternOf(path).source));
  const neighbours = await selectNeighbours(tx, model, { repository, position: row.position, services: patterns });
  const services = details.map(({ service, detail }, index) => {
    const contents = contentsOf(detail, repository, links);
    const { environments, touchesKnown } = toChange(row, {
      beside,
      environments: environmentsOf(detail, contents),
      history: { reachOf: contents.reachOf, revertedBy: reverts, aliases },
      pickedAs: [],
      touchesKnown: service.paths.length === 0 || row.paths !== null,
    });
    const stages = stagesOf(detail, repository, contents);
    return { ref: service.ref, name: detail.name, title: detail.title ?? null, touchesKnown, environments, stages, ...neighbours[index] };
  });
  const change = toChange(row, {
    beside,
    environments: [],
    history: { reachOf: () => undefined, revertedBy: reverts },
    pickedAs: picks.map(other => other.commit),
    touchesKnown: row.paths !== null,
    mergedWith: merge?.pullRequest,
  });
  const rewritten = await readRewrite(tx, model, row);
  return { change: { ...change, ...(rewritten && { rewritten }) }, services, candidates: [] };
}

/** The repositories in which a change was looked for, in words. */
async function whereLooked(tx: Transaction, visibility: Visibility): Promise<string> {
  const model = await selectActiveModel(tx);
  const repositories = model === undefined ? [] : await selectShownRepositories(tx, model, { visibility, limit: NAMED + 1 });
  const named = repositories.slice(0, NAMED).join(', ');
  return repositories.length === 0
    ? 'the source of any service that is shown to you'
    : `the source of the services that are shown to you: ${named}${repositories.length > NAMED ? ' and others' : ''}`;
}

// Of a repository with hundreds of services a commit touches a few, and only those are read whole.
async function servicesWith(
  tx: Transaction,
  named: Array<DbCommitRow<ChangeFacts> & { model: number }>,
  visibility: Visibility,
): Promise<DbSourcedServiceRow[]> {
  const untold = named.some(({ paths }) => paths === null);
  return selectServicesOf(tx, named[0].model, {
    repositories: [...new Set(named.map(item => item.repository))],
    folders: untold ? null : [...new Set(named.flatMap(({ paths }) => (paths ?? []).flatMap(foldersOf)))],
    visibility,
  });
}

function detailOf({ row, detail }: DbSourcedServiceRow): ServiceDetail {
  return { ...(row as ServiceDetail), ...(detail as ServiceDetail) };
}

function nameOf(name: string): CommitName {
  const id = name.toLowerCase();
  const number = /^#?(\d{1,9})$/.exec(name)?.[1];
  return {
    prefix: /^[0-9a-f]{7,64}$/.test(id) ? id : null,
    pullRequest: number === undefined ? null : factKey.numbered(number),
    tag: factKey.ref(`refs/tags/${name}`),
  };
}
