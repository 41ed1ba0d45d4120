import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityFacts, Observation, subjectOf } from '@slipway/plugin-delivery-common';
import { hashFacts, SourceConnection } from '@slipway/plugin-delivery-node';
import { entityFacts } from './entityFacts';

/**
 * Records how entities look, and drops what looks as it did before.
 *
 * The catalog gives no position that orders the states of an entity: its etag is a hash and its uid changes when the entity is
 * registered again. What orders them is that one holder of the lease reads one answer after the other, so the order is that of the
 * reading: an epoch per lease, and a count within it.
 */
export class EntityRecorder {
  private position = 0;

  private constructor(
    private readonly source: string,
    private readonly connection: SourceConnection,
    private readonly epoch: string,
    private readonly hashes: Map<string, string>,
    private readonly present: Set<string>,
  ) {}

  /** Picks up where the last holder of the lease stopped. */
  static async open(source: string, connection: SourceConnection): Promise<EntityRecorder> {
    const hashes = new Map<string, string>();
    const present = new Set<string>();
    for (const { facts, contentHash } of await connection.recordedStates('entity')) {
      const { ref, gone } = facts as EntityFacts;
      hashes.set(ref, contentHash);
      if (!gone) {
        present.add(ref);
      }
    }
    return new EntityRecorder(source, connection, await connection.openEpoch(), hashes, present);
  }

  /** How many entities the record has as present. */
  get size(): number {
    return this.present.size;
  }

  /** The present entities of the record that are not in `seen`. */
  missingFrom(seen: Set<string>): string[] {
    return [...this.present].filter(ref => !seen.has(ref));
  }

  /** Records the entities that look otherwise than before; answers how many those are. */
  async record(entities: Entity[]): Promise<number> {
    return await this.store(entities.map(entityFacts));
  }

  /** Records that entities are no longer there. What they said stands in the states before. */
  async recordGone(refs: string[]): Promise<number> {
    return await this.store(refs.map(ref => ({ ref, gone: true, tags: [], annotations: {} })));
  }

  private async store(states: EntityFacts[]): Promise<number> {
    const changed = states
      .map(facts => ({ facts, hash: hashFacts(facts) }))
      .filter(({ facts, hash }) => this.hashes.get(facts.ref) !== hash);
    if (changed.length === 0) {
      return 0;
    }
    await this.connection.record({ observations: changed.map(({ facts }) => this.observationOf(facts)) });
    for (const { facts, hash } of changed) {
      this.hashes.set(facts.ref, hash);
      if (facts.gone) {
        this.present.delete(facts.ref);
      } else {
        this.present.add(facts.ref);
      }
    }
    return changed.length;
  }

  private observationOf(facts: EntityFacts): Observation<'entity'> {
    this.position += 1;
    const order = { epoch: this.epoch, position: String(this.position) };
    const id = `${subjectOf('entity', facts)}/${order.epoch}/${order.position}`;
    return { id, source: this.source, kind: 'entity', order, facts };
  }
}

/** The refs of entities, as the record writes them. */
export function refsOf(entities: Entity[]): string[] {
  return entities.map(entity => stringifyEntityRef(entity));
}
