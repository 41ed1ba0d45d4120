import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { LinkCorrection } from '@slipway/plugin-delivery-common';
import {
  DeliveryDatabase,
  holdModels,
  insertLinkCorrection,
  insertMarksInAllModels,
  selectActiveModel,
  selectApplicationsWithImages,
  selectCommitsByPrefix,
  selectRefsOfApplications,
  selectServiceRepository,
  Transaction,
} from '../database';
import { imageKeyOf, isSameRepository, parseImage } from '../domain';
import { DeliveryQueries, touched } from '../readModel';
import { DeliveryCommands, LinkCorrectionRequest } from './DeliveryCommands';

/** Keeps decisions in PostgreSQL and marks what they touch, in one transaction. */
export class DatabaseCommands implements DeliveryCommands {
  readonly #database: DeliveryDatabase;
  readonly #queries: Pick<DeliveryQueries, 'getService'>;
  readonly #now: () => Date;

  constructor(database: DeliveryDatabase, queries: Pick<DeliveryQueries, 'getService'>, now: () => Date = () => new Date()) {
    this.#database = database;
    this.#queries = queries;
    this.#now = now;
  }

  async correctLink({ ref, image, commit, note, by, visibility }: LinkCorrectionRequest): Promise<LinkCorrection> {
    const { targets, deployments } = await this.#queries.getService({ ref, visibility });
    if (![...targets, ...deployments].some(item => item.version.images?.includes(image))) {
      throw new InputError(`'${ref}' neither runs nor ran the image '${image}'; give it as the service's page shows it`);
    }
    const at = this.#now().toISOString();
    const whole = await this.#database.inTransaction(async tx => {
      const model = await selectActiveModel(tx);
      const source = model === undefined ? undefined : await selectServiceRepository(tx, model, ref);
      if (model === undefined || !source) {
        throw new ConflictError(`Nothing says where the source of '${ref}' stands; add the annotation backstage.io/source-location first`);
      }
      const { repository } = source;
      const found = commit === null ? null : await findCommit(tx, model, repository, commit);
      const key = imageKeyOf(parseImage(image));
      await insertLinkCorrection(tx, { repository, image: key, commit: found, note, decided_by: by, decided_at: at });
      const refs = await selectRefsOfApplications(tx, model, await selectApplicationsWithImages(tx, model, [key]));
      await holdModels(tx);
      await insertMarksInAllModels(
        tx,
        refs.map(other => ({ scope: 'service', key: other, payload: touched })),
      );
      return found;
    });
    this.#database.notify('marks').catch(() => undefined);
    return { image, commit: whole, note, by, at };
  }
}

async function findCommit(tx: Transaction, model: number, repository: string, commit: string): Promise<string> {
  const found = (await selectCommitsByPrefix(tx, model, [commit.toLowerCase()])).filter(item =>
    isSameRepository(item.repository, repository),
  );
  if (found.length === 0) {
    throw new NotFoundError(`The record has not seen a commit '${commit}' in ${repository}`);
  }
  if (found.length > 1) {
    throw new InputError(`'${commit}' begins ${found.length} commits of ${repository}; give more of it`);
  }
  return found[0].commit;
}
