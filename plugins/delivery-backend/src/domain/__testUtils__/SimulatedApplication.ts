import { ApplicationFacts, applicationSubject, OperationFacts, SourceRevision } from '@slipway/plugin-delivery-common';
import { applicationFacts } from '../../__testUtils__/facts';

/** The place of one application: an instance and a name, which several uids may bear one after another. */
export interface SimulatedPlace {
  instance: string;
  name: string;
  environment: string;
}

const GITOPS = 'https://git.example.com/acme/gitops.git';

/** One application as a small Argo CD would show it. Nothing here knows the rules under test. */
export class SimulatedApplication {
  readonly uid: string;
  head = 'r0';
  desired: string[] = ['registry.example.com/acme/cart:1'];
  /** What was ever asked for. */
  readonly past = [this.desired];
  running: string[] = [];
  operation: OperationFacts | null = null;
  deployed = new Array<string>();
  private facts: ApplicationFacts;

  constructor(
    readonly place: SimulatedPlace,
    generation: number,
  ) {
    this.uid = `${place.name}-${generation}`;
    this.facts = applicationFacts({
      instance: place.instance,
      uid: this.uid,
      name: place.name,
      destination: { name: place.environment, namespace: place.name },
      sync: 'OutOfSync',
      health: 'Missing',
      revisionList: [],
      images: [],
      workloads: [{ group: 'apps', kind: 'Deployment', namespace: '', name: place.name }],
    });
  }

  get subject(): string {
    return applicationSubject(this.place.instance, this.uid);
  }

  /** What `status.sync` is compared with. */
  revisions(revision = this.head): SourceRevision[] {
    return [{ source: GITOPS, revision: revision.padEnd(40, '0'), kind: 'git' }];
  }

  /** Changes what the object says. */
  change(facts: Partial<ApplicationFacts>): void {
    this.facts = { ...this.facts, ...facts };
  }

  /** Health, with the instant since when where Argo CD says so. */
  turn(health: ApplicationFacts['health'], since: string | undefined): void {
    this.change({ health, healthSince: since, outdated: undefined });
  }

  /** Compares with Git anew. */
  compare(sync: ApplicationFacts['sync']): void {
    this.change({ sync, revisionList: this.revisions() });
  }

  begin(startedAt: string, nature: Pick<OperationFacts, 'partial' | 'dryRun' | 'selfHeal'>, serial: number): void {
    const { instance } = this.place;
    this.operation = {
      application: this.subject,
      instance,
      uid: this.uid,
      startedAt,
      identity: `${Object.values(nature).map(Number).join('')}-${serial % 2}`,
      phase: 'Running',
      retryCount: 0,
      initiatedBy: { automated: serial % 2 === 0 },
      revisionList: this.revisions(),
      via: 'operationState',
      failedResources: [],
      ...nature,
    };
  }

  /** How the object looks now. */
  look(): ApplicationFacts {
    const { operation } = this;
    return {
      ...this.facts,
      images: this.running,
      history: Math.min(this.deployed.length, 10),
      lastDeployedRevisions: this.deployed.slice(-1),
      operationRevisions: operation?.revisionList.map(item => item.revision) ?? [],
      operation: operation && {
        phase: operation.phase,
        startedAt: operation.startedAt,
        finishedAt: operation.finishedAt,
        message: operation.message,
        partial: operation.partial,
        dryRun: operation.dryRun,
        retryCount: operation.retryCount,
        selfHeal: operation.selfHeal,
        subject: `${operation.application}/${operation.startedAt}/${operation.identity}`,
      },
    };
  }
}
