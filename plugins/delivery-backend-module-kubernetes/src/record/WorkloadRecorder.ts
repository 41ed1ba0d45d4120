import { LoggerService } from '@backstage/backend-plugin-api';
import { compareOrder, ObservationOrder, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { Breath, hashFacts, ObservationQueue, observe, RecordedState, SourceConnection } from '@slipway/plugin-delivery-node';
import { ClusterState, JoinedWorkload } from '../cluster/ClusterState';
import { after } from '../cluster/position';
import { isMarked } from '../reduce/reduceWorkload';

export interface RecorderOptions {
  cluster: string;
  connection: SourceConnection;
  logger: LoggerService;
  /** Called when the database cannot be written, and without an error when it can again. */
  onTrouble(error?: unknown): void;
}

interface Recorded {
  contentHash: string;
  order: ObservationOrder;
}

/** The name of a cluster's source, which its observations carry. */
export function sourceNameOf(cluster: string): string {
  return `kubernetes/${cluster}`;
}

/** Records workloads when they look otherwise than the record says, and compares full lists with it. */
export class WorkloadRecorder {
  private readonly ledger = new Map<string, Recorded>();

  private constructor(
    private readonly options: RecorderOptions,
    private readonly queue: ObservationQueue,
    states: RecordedState[],
  ) {
    for (const { facts, contentHash, order } of states) {
      const { uid, gone } = facts as WorkloadFacts;
      if (gone !== true) {
        this.ledger.set(uid, { contentHash, order });
      }
    }
  }

  /** Begins with what the record holds; to be called anew for every lease. */
  static async open(options: RecorderOptions): Promise<WorkloadRecorder> {
    const { connection, logger, onTrouble } = options;
    const states = await connection.recordedStates('workload');
    return new WorkloadRecorder(options, new ObservationQueue(connection, logger, onTrouble), states);
  }

  /** Records how a workload looks; resolves once there is room for more, with whether it was news. */
  async record(joined: JoinedWorkload, epoch: string): Promise<boolean> {
    const { facts } = joined;
    // One that was recorded stays so when its marks are taken away: it is still there.
    if (!this.ledger.has(facts.uid) && !isMarked(facts)) {
      return false;
    }
    const contentHash = hashFacts(facts);
    if (this.ledger.get(facts.uid)?.contentHash === contentHash) {
      return false;
    }
    const order = this.orderOf(joined, epoch);
    this.ledger.set(facts.uid, { contentHash, order });
    await this.add(facts, order);
    return true;
  }

  /** Records that a workload was deleted, with what it looked like last. */
  async recordGone(joined: JoinedWorkload, epoch: string): Promise<void> {
    const { facts } = joined;
    if (this.ledger.has(facts.uid)) {
      const order = this.orderOf(joined, epoch);
      this.ledger.delete(facts.uid);
      await this.add({ ...facts, gone: true }, order);
    }
  }

  /** A complete list was read: what it lacks is gone, and the comparison with the record is kept. */
  async completeList(state: ClusterState, epoch: string, position: string): Promise<void> {
    const { connection } = this.options;
    const missing = new Set(this.ledger.keys());
    const breath = new Breath();
    let different = 0;
    for (const uid of state.uids()) {
      const joined = state.join(uid);
      missing.delete(uid);
      if (joined && (await this.record(joined, epoch))) {
        different += 1;
      }
      await breath.take();
    }
    const compared = this.ledger.size;
    await this.queue.flush();
    if (missing.size > 0) {
      await this.addMissing(missing, { epoch, position });
    }
    await connection.audited({ compared, different: different + missing.size });
  }

  setCursor(cursor: string): void {
    this.queue.setCursor(cursor);
  }

  flush(): Promise<void> {
    return this.queue.flush();
  }

  // The ledger knows hashes only; what was last known of the missing ones stands in the record.
  private async addMissing(missing: Set<string>, order: ObservationOrder): Promise<void> {
    const states = await this.options.connection.recordedStates('workload');
    for (const { facts } of states) {
      const workload = facts as WorkloadFacts;
      if (missing.has(workload.uid)) {
        this.ledger.delete(workload.uid);
        await this.add({ ...workload, gone: true }, order);
      }
    }
    await this.queue.flush();
  }

  // Watches of different kinds run beside each other: a change may come after one that has a later place. What is known then is newer
  // all the same, so it takes the next place.
  private orderOf({ facts, position }: JoinedWorkload, epoch: string): ObservationOrder {
    const last = this.ledger.get(facts.uid)?.order;
    const order = { epoch, position };
    return last !== undefined && compareOrder(order, last) <= 0 ? { epoch, position: after(last.position) } : order;
  }

  private add(facts: WorkloadFacts, order: ObservationOrder): Promise<void> {
    return this.queue.add([{ observation: observe('workload', facts, { source: sourceNameOf(this.options.cluster), order }) }]);
  }
}
