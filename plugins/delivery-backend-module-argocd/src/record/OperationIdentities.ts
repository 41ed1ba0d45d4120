import { OperationFacts, applicationSubject } from '@slipway/plugin-delivery-common';
import { SourceConnection } from '@slipway/plugin-delivery-node';

/**
 * Full syncs by application and start. Argo CD before 2.11 does not write into its history who asked for a sync, so such an entry is
 * found by its start alone. Nothing is loaded or kept until the first entry of that kind is met.
 */
export class OperationIdentities {
  private byStart: Map<string, string> | undefined;

  constructor(private readonly instance: string) {}

  get loaded(): boolean {
    return this.byStart !== undefined;
  }

  async load(connection: SourceConnection): Promise<void> {
    const states = await connection.recordedStates('operation');
    this.byStart = new Map();
    states.forEach(({ facts }) => this.remember(facts as OperationFacts));
  }

  remember(facts: OperationFacts): void {
    if (!facts.partial && !facts.dryRun && facts.identity !== '-') {
      this.byStart?.set(keyOf(facts.application, facts.startedAt), facts.identity);
    }
  }

  find(uid: string, startedAt: string): string | undefined {
    return this.byStart?.get(keyOf(applicationSubject(this.instance, uid), startedAt));
  }
}

function keyOf(application: string, startedAt: string): string {
  return `${application}\n${startedAt}`;
}
