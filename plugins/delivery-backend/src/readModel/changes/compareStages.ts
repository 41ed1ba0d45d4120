import { NotFoundError } from '@backstage/errors';
import { ChangeFacts, Comparison, PullRequestFacts, ServiceDetail, Stage } from '@slipway/plugin-delivery-common';
import { uniqBy } from 'lodash';
import { DbCommitRow, selectActiveModel, selectFactsByKey, selectServiceRepository, Transaction } from '../../database';
import { coAuthorsOf, factKey, parseImage, patternOf, Reach, TicketRule, ticketsOf } from '../../domain';
import { compareConfig } from '../config/compareConfig';
import { toCommitSummary } from '../deployments/getDeployment';
import { contentsOf, imagesOf } from './contentsOf';
import { CommitsBetween, readCommitsBetween } from './readCommitsBetween';
import { readLinks } from './readLinks';
import { stagesOf } from './stagesOf';

const MOST_COMMITS = 500;

/** What comparisons take from the configuration. */
export interface ComparisonSettings {
  tickets: TicketRule[];
  /** Globs of files that change a database. */
  migrations: string[];
}

export interface ComparisonRequest {
  service: ServiceDetail;
  /** The environment whose version would go. */
  from: string;
  /** The environment that it would go to. */
  to: string;
  settings: ComparisonSettings;
}

/** What would go from one environment of a service to another. */
export async function compareStages(tx: Transaction, { service, from, to, settings }: ComparisonRequest): Promise<Comparison> {
  const model = await selectActiveModel(tx);
  const source = model === undefined ? undefined : await selectServiceRepository(tx, model, service.ref);
  for (const environment of [from, to]) {
    if (!service.cells.some(cell => cell.environment === environment)) {
      const known = service.cells.flatMap(cell => cell.environment ?? []).join(', ');
      throw new NotFoundError(`'${service.ref}' has no environment '${environment}'; there are ${known}`);
    }
  }
  const images = imagesBetween(service, from, to);
  const config: Comparison['config'] =
    model === undefined
      ? { files: [], sides: [], notes: [], compared: 0, why: 'Nothing is on the record.' }
      : await compareConfig(tx, model, { service, from, to });
  const empty = { commits: [], undone: [], apart: [], authors: [], tickets: [], migrations: [], images, config };
  if (model === undefined || source === undefined) {
    return { from, to, repository: null, ...empty, why: 'Nothing says where its source stands.' };
  }
  const { repository, paths } = source;
  const running = { targets: service.targets, deployments: [] };
  const links = await readLinks(tx, model, [{ repository, images: imagesOf(running) }]);
  const contents = contentsOf(running, repository, links);
  const stages = stagesOf(service, repository, contents);
  const [newer, older] = [from, to].map(environment => stages.find(stage => stage.environment === environment)!);
  const reaches = [newer, older].map(stage => placedReach(stage, contents.reachOf(repository, stage.commit ?? '')));
  const why = [newer, older].map((stage, index) => whyUnknown(stage, reaches[index])).find(text => text !== null) ?? null;
  if (why !== null) {
    return { from, to, repository, ...empty, why };
  }
  const between = (above: PlacedReach, upTo: PlacedReach) =>
    readCommitsBetween(tx, model, { repository, paths, older: above, newer: upTo, limit: MOST_COMMITS });
  const [theirs, ours] = [reaches[0]!, reaches[1]!];
  const coming = await between(ours, theirs);
  const going = await between(theirs, ours);
  const { commits } = coming;
  const pulls = await selectFactsByKey<PullRequestFacts>(
    tx,
    model,
    commits.map(({ commit }) => factKey.merged(repository, commit)),
  );
  const texts = [...commits.map(({ facts }) => facts.message ?? facts.title ?? ''), ...pulls.map(({ facts }) => facts.title ?? '')];
  return {
    from,
    to,
    repository,
    commits: commits.map(toCommitSummary),
    undone: going.commits.map(toCommitSummary),
    apart: [...toApart(coming, { newer: from, older: to }), ...toApart(going, { newer: to, older: from })],
    authors: authorsOf(commits),
    tickets: ticketsOf(texts, settings.tickets, repository),
    migrations: migrationsIn(commits, settings.migrations),
    images,
    config,
    why: null,
  };
}

type PlacedReach = Reach & { position: string };

function placedReach({ commit }: Stage, reach: Reach | undefined): PlacedReach | null {
  return commit === null || !reach || reach.position === null ? null : { ...reach, position: reach.position };
}

/** Commits that do not count, with why in words. */
function toApart({ apart }: CommitsBetween, { newer, older }: { newer: string; older: string }): Comparison['apart'] {
  return apart.map(({ row, apart: { because, by } }) => {
    const other = by.slice(0, 7);
    const why = {
      there: `${older} has it as ${other}`,
      'taken-back': `${other} takes it back in ${newer}`,
      'takes-back-nothing': `takes back ${other}, which ${older} does not have`,
      'comes-again': `${other} took it back in ${older}; it would come again`,
    }[because];
    return { commit: toCommitSummary(row), in: newer, why };
  });
}

function whyUnknown({ environment, commit, why }: Stage, reach: PlacedReach | null): string | null {
  if (commit === null) {
    return `${environment}: ${why}`;
  }
  return reach === null ? `${environment}: ${commit.slice(0, 7)} does not stand on the default branch` : null;
}

function authorsOf(commits: Array<DbCommitRow<ChangeFacts>>): Comparison['authors'] {
  const people = commits.flatMap(({ facts }) => [...(facts.author ? [facts.author] : []), ...coAuthorsOf(facts.message)]);
  return uniqBy(people, person => (person.email ?? person.username ?? person.name ?? '').toLowerCase());
}

function migrationsIn(commits: Array<DbCommitRow<ChangeFacts>>, globs: string[]): string[] {
  const patterns = globs.map(glob => patternOf(glob));
  const touched = commits.flatMap(({ paths }) => paths ?? []).filter(path => patterns.some(pattern => pattern.test(path)));
  return [...new Set(touched)].sort();
}

function imagesBetween({ targets }: ServiceDetail, from: string, to: string): Comparison['images'] {
  const imagesIn = (environment: string) => {
    const own = targets.filter(target => target.environment === environment).flatMap(target => target.version.images ?? []);
    return new Map([...new Set(own)].map(image => [parseImage(image).repository, image]));
  };
  const [before, after] = [imagesIn(to), imagesIn(from)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .map(repository => ({ repository, from: after.get(repository) ?? null, to: before.get(repository) ?? null }))
    .filter(image => image.from !== image.to);
}
