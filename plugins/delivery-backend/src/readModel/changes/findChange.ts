import { NotFoundError } from '@backstage/errors';
import { ChangeFacts, FoundChange, PullRequestFacts, PushFacts, ServiceDetail } from '@slipway/plugin-delivery-common';
import {
  DbSourcedServiceRow,
  selectActiveModel,
  selectCommits,
  selectCommitsByPrefix,
  selectFactsByKey,
  selectServicesOf,
  selectShownRepositories,
  Transaction,
  Visibility,
} from '../../database';
import { factKey, touches } from '../../domain';
import { environmentsOf } from './listChanges';
import { readBeside } from './readBeside';
import { readContents } from './readContents';
import { readMerge } from './readMerge';
import { readRewrite } from './readRewrite';
import { readStages } from './readStages';
import { readTwins } from './readTwins';
import { toChange } from './toChange';

interface Found {
  repository: string;
  commit: string;
}

/** So many repositories are named to who asked for a commit that is in none. */
const NAMED = 5;

/** Where a commit is: by its id from seven characters on, by the number of its pull request, or by a tag. */
export async function findChange(tx: Transaction, { name, visibility }: { name: string; visibility: Visibility }): Promise<FoundChange> {
  const model = await selectActiveModel(tx);
  const named = model === undefined ? [] : await commitsCalled(tx, model, name);
  const services =
    model === undefined
      ? []
      : await selectServicesOf(tx, model, { repositories: [...new Set(named.map(item => item.repository))], visibility });
  const shown = new Set(services.map(service => service.repository));
  const seen = named.filter(item => shown.has(item.repository));
  const rows = model === undefined ? [] : await selectCommits<ChangeFacts>(tx, model, seen);
  if (model === undefined || rows.length === 0) {
    throw new NotFoundError(
      `There is no change '${name}' in ${await whereLooked(tx, model, visibility)}; it takes seven characters of a commit or more, the number of a pull request, or a tag`,
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
  const [row] = rows;
  const { repository } = row;
  const own = services.filter(service => service.repository === repository && touches(service.paths, row.paths) !== false);
  const beside = await readBeside(tx, model, [row]);
  const twins = await readTwins(tx, model, repository, [row]);
  const [reverts, picks] = [twins.revertsOf(row), twins.picksOf(row)];
  const merge = await readMerge(tx, model, row);
  const aliases = [...(merge ? [merge.merge] : []), ...picks];
  const answered = new Array<FoundChange['services'][number]>();
  for (const service of own) {
    const detail = detailOf(service);
    const contents = await readContents(tx, model, { repository, service: detail });
    const stages = await readStages(tx, model, { repository, paths: service.paths, service: detail, contents });
    const { environments, touchesKnown } = toChange(row, {
      beside,
      environments: environmentsOf(detail, contents),
      history: { reachOf: contents.reachOf, revertedBy: reverts, aliases },
      pickedAs: [],
      touchesKnown: service.paths.length === 0 || row.paths !== null,
    });
    answered.push({ ref: service.ref, name: detail.name, title: detail.title ?? null, touchesKnown, environments, stages });
  }
  const change = toChange(row, {
    beside,
    environments: [],
    history: { reachOf: () => undefined, revertedBy: reverts },
    pickedAs: picks.map(other => other.commit),
    touchesKnown: row.paths !== null,
    mergedWith: merge?.pullRequest,
  });
  const rewritten = await readRewrite(tx, model, row);
  return { change: { ...change, ...(rewritten && { rewritten }) }, services: answered, candidates: [] };
}

/** The repositories in which a change was looked for, in words. */
async function whereLooked(tx: Transaction, model: number | undefined, visibility: Visibility): Promise<string> {
  const repositories = model === undefined ? [] : await selectShownRepositories(tx, model, { visibility, limit: NAMED + 1 });
  const named = repositories.slice(0, NAMED).join(', ');
  return repositories.length === 0
    ? 'the source of any service that is shown to you'
    : `the source of the services that are shown to you: ${named}${repositories.length > NAMED ? ' and others' : ''}`;
}

function detailOf({ row, detail }: DbSourcedServiceRow): ServiceDetail {
  return { ...(row as ServiceDetail), ...(detail as ServiceDetail) };
}

async function commitsCalled(tx: Transaction, model: number, name: string): Promise<Found[]> {
  const id = name.toLowerCase();
  const number = /^#?(\d{1,9})$/.exec(name)?.[1];
  const byId = /^[0-9a-f]{7,64}$/.test(id) ? await selectCommitsByPrefix(tx, model, [id]) : [];
  const byNumber = number === undefined ? [] : await selectFactsByKey<PullRequestFacts>(tx, model, [factKey.numbered(number)]);
  const isWhole = byId.length > 0 && /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(id);
  const byTag = isWhole ? [] : await selectFactsByKey<PushFacts>(tx, model, [factKey.ref(`refs/tags/${name}`)]);
  const found: Found[] = [
    ...byId,
    // What it was merged as, which is where its own commits are found however it was merged.
    ...byNumber.map(({ facts }) => ({ repository: facts.repository, commit: facts.mergeCommit ?? facts.head })),
    ...byTag.flatMap(({ facts }) => (facts.after === null ? [] : [{ repository: facts.repository, commit: facts.after }])),
  ];
  return [...new Map(found.map(({ repository, commit }) => [`${repository}@${commit}`, { repository, commit }])).values()];
}
