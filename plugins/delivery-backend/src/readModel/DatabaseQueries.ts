import { InputError, NotFoundError } from '@backstage/errors';
import {
  Application,
  Artifact,
  ChangeList,
  Comparison,
  DeploymentEvidence,
  FoundChange,
  ServiceCounts,
  ServiceDeployment,
  ServiceDetail,
  ServiceRow,
  Source,
  WorkloadList,
} from '@slipway/plugin-delivery-common';
import {
  countServices,
  DeliveryDatabase,
  selectApplicationPage,
  selectChanges,
  selectLatestSequence,
  selectService,
  selectServicePage,
  selectSources,
  selectKnownEntities,
  selectTrialTargets,
  selectUnclaimedPage,
  selectVisibleRefs,
  ServiceFilter,
  Visibility,
} from '../database';
import { environmentOf, isBoundByRule, RuleSettings } from '../domain';
import { getArtifact } from './artifacts/getArtifact';
import { compareStages, ComparisonSettings } from './changes/compareStages';
import { findChange } from './changes/findChange';
import { listChanges } from './changes/listChanges';
import { getDeployment } from './deployments/getDeployment';
import { listDeployments } from './deployments/listDeployments';
import {
  ApplicationListRequest,
  Changes,
  DeliveryQueries,
  DeploymentListRequest,
  Page,
  RuleTrialCandidate,
  ServiceListRequest,
} from './DeliveryQueries';
import { withUsers } from './people/withUsers';
import { StoredDetail, withSilence, withSilentTargets } from './withSilence';
import { toServiceCounts } from './toServiceCounts';
import { toSource } from './toSource';
import { StoredServiceRow } from './toServiceRow';
import { listWorkloads } from './workloads/listWorkloads';

/** So many rows changed at once that loading everything anew is less work than asking for each. */
const MOST_REFS = 5000;

/** Answers from PostgreSQL, each question with one statement, the caller's filter within it. */
export class DatabaseQueries implements DeliveryQueries {
  readonly #database: DeliveryDatabase;
  readonly #settings: RuleSettings;
  readonly #comparison: ComparisonSettings;
  readonly #listeners = new Set<() => void>();

  constructor(database: DeliveryDatabase, settings: RuleSettings, comparison: ComparisonSettings) {
    this.#comparison = comparison;
    this.#database = database;
    this.#settings = settings;
  }

  async listServices(request: ServiceListRequest): Promise<Page<ServiceRow>> {
    const { rows, keyset } = await this.#database.read(knex => selectServicePage(knex, request));
    const items = rows.slice(0, request.limit).map(({ row, silent }) => withSilence(row as StoredServiceRow, silent));
    const last = rows[request.limit - 1];
    return { items, nextCursor: rows.length > request.limit ? keyset.cursorOf(last.keys) : null };
  }

  async countServices(request: { filter: ServiceFilter; visibility: Visibility }): Promise<ServiceCounts> {
    return toServiceCounts(await this.#database.read(knex => countServices(knex, request)));
  }

  async getService({ ref, visibility }: { ref: string; visibility: Visibility }): Promise<ServiceDetail> {
    const found = await this.#database.read(knex => selectService(knex, { ref, visibility }));
    if (!found) {
      throw new NotFoundError(`There is no service '${ref}', or it is not shown to you`);
    }
    const detail = found.detail as StoredDetail;
    const others = [...new Set(detail.targets.flatMap(target => target.alsoClaimedBy ?? []))];
    const visible =
      others.length > 0 ? await this.#database.read(knex => selectVisibleRefs(knex, { refs: others, visibility })) : new Set<string>();
    return {
      ...withSilence(found.row as StoredServiceRow, found.silent),
      ...detail,
      targets: withSilentTargets(detail.targets, found.silent).map(target => ({
        ...target,
        alsoClaimedBy: (target.alsoClaimedBy ?? []).filter(other => visible.has(other)),
      })),
    };
  }

  async listChanges(request: Parameters<DeliveryQueries['listChanges']>[0]): Promise<ChangeList> {
    return this.#database.inSnapshot(async tx => withUsers(tx, await listChanges(tx, request), request.visibility));
  }

  async findChange(request: Parameters<DeliveryQueries['findChange']>[0]): Promise<FoundChange> {
    return this.#database.inSnapshot(async tx => withUsers(tx, await findChange(tx, request), request.visibility));
  }

  async listWorkloads({ ref, visibility }: Parameters<DeliveryQueries['listWorkloads']>[0]): Promise<WorkloadList> {
    await this.getService({ ref, visibility });
    return this.#database.inSnapshot(tx => listWorkloads(tx, ref, this.#settings));
  }

  async compare({ ref, from, to, visibility }: Parameters<DeliveryQueries['compare']>[0]): Promise<Comparison> {
    const service = await this.getService({ ref, visibility });
    const request = { service, from, to, settings: this.#comparison };
    return this.#database.inSnapshot(async tx => withUsers(tx, await compareStages(tx, request), visibility));
  }

  async getArtifact(request: Parameters<DeliveryQueries['getArtifact']>[0]): Promise<Artifact> {
    return this.#database.inSnapshot(async tx => withUsers(tx, await getArtifact(tx, request), request.visibility));
  }

  async listDeployments(request: DeploymentListRequest): Promise<Page<ServiceDeployment>> {
    return this.#database.inTransaction(tx => listDeployments(tx, request), { isolation: 'snapshot', durability: 'late' });
  }

  async getDeployment(request: Parameters<DeliveryQueries['getDeployment']>[0]): Promise<DeploymentEvidence> {
    return this.#database.inSnapshot(async tx => withUsers(tx, await getDeployment(tx, request), request.visibility));
  }

  async listUnclaimed(request: Parameters<DeliveryQueries['listUnclaimed']>[0]): Promise<Page<ServiceDetail>> {
    const { rows, keyset } = await this.#database.read(knex => selectUnclaimedPage(knex, request));
    const items = rows.slice(0, request.limit).map(({ row, detail, silent }) => {
      const { targets, ...more } = detail as StoredDetail;
      return { ...withSilence(row as StoredServiceRow, silent), ...more, targets: withSilentTargets(targets, silent) };
    });
    const last = rows[request.limit - 1];
    return { items, nextCursor: rows.length > request.limit ? keyset.cursorOf(last.keys) : null };
  }

  async listApplications(request: ApplicationListRequest): Promise<Page<Application>> {
    const { rows, keyset } = await this.#database.read(knex => selectApplicationPage(knex, request));
    const last = rows[request.limit - 1];
    return {
      items: rows.slice(0, request.limit).map(({ row }) => row as Application),
      nextCursor: rows.length > request.limit ? keyset.cursorOf(last.keys) : null,
    };
  }

  async listSources(): Promise<Source[]> {
    return (await this.#database.read(selectSources)).map(toSource);
  }

  async targetsForRuleTrial({ visibility }: { visibility: Visibility }): Promise<RuleTrialCandidate[]> {
    const rows = await this.#database.read(knex => selectTrialTargets(knex, visibility));
    return rows.map(({ subject, name, instance, cluster, destination, labels, project, application_set: applicationSet, bindings }) => ({
      subject,
      application: name,
      instance,
      cluster,
      namespace: destination.namespace ?? '',
      destination,
      labels,
      environment: environmentOf({ name, labels, destination }, this.#settings),
      project,
      applicationSet,
      services: bindings.map(item => item.ref).filter(ref => !ref.startsWith('unclaimed:')),
      annotated: bindings.some(({ ref, why }) => !ref.startsWith('unclaimed:') && !isBoundByRule(why)),
    }));
  }

  async knownEntities({ visibility, refs }: { visibility: Visibility; refs: string[] }): Promise<Set<string>> {
    return new Set(await this.#database.read(knex => selectKnownEntities(knex, visibility, refs)));
  }

  async changesSince({ sequence, visibility }: { sequence: string; visibility: Visibility }): Promise<Changes> {
    if (!/^\d{1,18}$/.test(sequence)) {
      throw new InputError(`'${sequence}' is no sequence of the stream; connect without Last-Event-ID`);
    }
    const { latest, earliest, reset, sources, refs } = await this.#database.read(knex => selectChanges(knex, { sequence, visibility }));
    const newest = latest ?? '0';
    // Something between was pruned, or the caller's sequence is of another database.
    const unknown = BigInt(sequence) > BigInt(newest) || (earliest !== null && BigInt(sequence) < BigInt(earliest) - 1n);
    if (unknown || reset || (refs?.length ?? 0) > MOST_REFS) {
      return { sequence: newest, reset: true, refs: [], sources: false };
    }
    return { sequence: newest, reset: false, refs: refs ?? [], sources: sources ?? false };
  }

  async latestSequence(): Promise<string> {
    return this.#database.read(selectLatestSequence);
  }

  onChanges(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the listeners that something may have changed. */
  changed(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}
