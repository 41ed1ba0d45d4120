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
import { Changes, DeliveryQueries, RuleTrialCandidate, ServiceListRequest, Visibility, VisibilityFilter } from '../../readModel';

/** A read model in memory that heeds visibility as the real one does. */
export class FakeDeliveryQueries implements DeliveryQueries {
  rows = new Array<ServiceRow>();
  targets = new Array<RuleTrialCandidate>();
  entities = new Set<string>();
  /** Refs that changed, by sequence. */
  readonly log = new Array<{ sequence: bigint; refs: string[]; sources: boolean }>();
  /** Sequences up to this one are forgotten. */
  forgotten = 0n;
  requests = new Array<{ question: string; request: unknown }>();
  private readonly listeners = new Set<() => void>();

  get streams(): number {
    return this.listeners.size;
  }

  change(refs: string[], sources = false): void {
    this.log.push({ sequence: BigInt(this.log.length + 1), refs, sources });
    this.listeners.forEach(listener => listener());
  }

  async listServices(request: ServiceListRequest) {
    this.requests.push({ question: 'listServices', request });
    if (request.cursor === 'broken') {
      throw new InputError('The cursor is not one that this list gave');
    }
    return { items: this.seen(request.visibility), nextCursor: null };
  }

  async countServices(request: Parameters<DeliveryQueries['countServices']>[0]): Promise<ServiceCounts> {
    this.requests.push({ question: 'countServices', request });
    const total = this.seen(request.visibility).length;
    return { total, services: total, unclaimed: 0, states: { attention: 0, motion: 0, uncertain: 0, silent: 0 }, words: {}, groups: [] };
  }

  async getService({ ref, visibility }: { ref: string; visibility: Visibility }): Promise<ServiceDetail> {
    const row = this.seen(visibility).find(item => item.ref === ref);
    if (!row) {
      throw new NotFoundError(`There is no service '${ref}'`);
    }
    return { ...row, targets: [], deployments: [] };
  }

  async listChanges({ ref, visibility }: { ref: string; visibility: Visibility }): Promise<ChangeList> {
    await this.getService({ ref, visibility });
    return { items: [], nextCursor: null, repository: null, stages: [], why: 'Nothing says where its source stands.' };
  }

  async findChange({ name }: { name: string }): Promise<FoundChange> {
    throw new NotFoundError(`There is no change '${name}'`);
  }

  async listWorkloads({ ref, visibility }: { ref: string; visibility: Visibility }): Promise<WorkloadList> {
    await this.getService({ ref, visibility });
    return { items: [] };
  }

  async compare({ ref, visibility, ...request }: Parameters<DeliveryQueries['compare']>[0]): Promise<Comparison> {
    await this.getService({ ref, visibility });
    return {
      ...request,
      repository: null,
      commits: [],
      undone: [],
      apart: [],
      authors: [],
      tickets: [],
      migrations: [],
      images: [],
      config: { files: [], sides: [], notes: [], compared: 0, why: null },
      why: null,
    };
  }

  async getArtifact({ digest }: { digest: string }): Promise<Artifact> {
    throw new NotFoundError(`Nothing runs '${digest}'`);
  }

  async listDeployments(request: Parameters<DeliveryQueries['listDeployments']>[0]) {
    this.requests.push({ question: 'listDeployments', request });
    return { items: new Array<ServiceDeployment>(), nextCursor: null };
  }

  async getDeployment({ id }: { id: string }): Promise<DeploymentEvidence> {
    throw new NotFoundError(`There is no deployment '${id}'`);
  }

  async listUnclaimed(request: Parameters<DeliveryQueries['listUnclaimed']>[0]) {
    this.requests.push({ question: 'listUnclaimed', request });
    const groups = this.seen(request.visibility).filter(row => !row.claimed);
    return { items: groups.map((row): ServiceDetail => ({ ...row, targets: [], deployments: [] })), nextCursor: null };
  }

  async listApplications(request: Parameters<DeliveryQueries['listApplications']>[0]) {
    this.requests.push({ question: 'listApplications', request });
    return { items: new Array<Application>(), nextCursor: null };
  }

  async listSources(): Promise<Source[]> {
    return [{ name: 'argocd/main', state: 'live', silent: false, lastHeardAt: null }];
  }

  async targetsForRuleTrial(): Promise<RuleTrialCandidate[]> {
    return this.targets;
  }

  async knownEntities({ refs }: { refs: string[] }): Promise<Set<string>> {
    return new Set(refs.filter(ref => this.entities.has(ref)));
  }

  async latestSequence(): Promise<string> {
    return String(this.log.length);
  }

  async changesSince({ sequence, visibility }: { sequence: string; visibility: Visibility }): Promise<Changes> {
    this.requests.push({ question: 'changesSince', request: { sequence } });
    const from = BigInt(sequence);
    const missed = this.log.filter(entry => entry.sequence > from);
    const seen = new Set(this.seen(visibility).map(row => row.ref));
    return {
      sequence: String(this.log.length),
      reset: from < this.forgotten,
      refs: missed.flatMap(entry => entry.refs.filter(ref => seen.has(ref))),
      sources: missed.some(entry => entry.sources),
    };
  }

  onChanges(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private seen({ filter, includeUnclaimed }: Visibility): ServiceRow[] {
    return this.rows.filter(row => (row.claimed ? sees(filter, row) : includeUnclaimed));
  }
}

function sees(filter: VisibilityFilter, row: ServiceRow): boolean {
  if (filter === 'all') {
    return true;
  }
  if ('anyOf' in filter) {
    return filter.anyOf.some(item => sees(item, row));
  }
  if ('allOf' in filter) {
    return filter.allOf.every(item => sees(item, row));
  }
  if ('not' in filter) {
    return !sees(filter.not, row);
  }
  if ('kindIn' in filter) {
    return filter.kindIn.includes(row.ref.split(':')[0]);
  }
  if ('ownerIn' in filter) {
    return filter.ownerIn.includes(row.owner ?? '');
  }
  if ('systemIn' in filter) {
    return filter.systemIn.includes(row.system ?? '');
  }
  if ('tagIn' in filter) {
    return (row.tags ?? []).some(tag => filter.tagIn.includes(tag));
  }
  return row.cells.some(cell => filter.environmentIn.includes(cell.environment ?? ''));
}
