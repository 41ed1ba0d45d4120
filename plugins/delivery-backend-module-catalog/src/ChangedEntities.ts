/** Says that the catalog has processed an entity which now says something else of itself. */
export interface EntityChange {
  ref: string;
  /** As `ownHash` gives it for the processed entity. */
  hash: string;
}

/** The topic on which the catalog's processor says it. At most once: a change that is lost is found by the next sweep. */
export const ENTITY_CHANGES_TOPIC = 'slipway.entityChanges';

const LOOKS = 15;

/**
 * Changes that are waited for: an entity is processed before the catalog shows it so, usually within a second. A change is settled
 * once the catalog shows what was processed, and given up after some looks, since a later processor may still have altered it.
 */
export class ChangedEntities {
  private waiting: Map<string, { hash: string; looks: number }> | undefined;

  /** From here on changes are kept; on a replica that does not run the source they would pile up. */
  begin(): void {
    this.waiting = new Map();
  }

  end(): void {
    this.waiting = undefined;
  }

  add({ ref, hash }: EntityChange): void {
    this.waiting?.set(ref, { hash, looks: 0 });
  }

  /** The entities to look at now. */
  refs(): string[] {
    return [...(this.waiting?.keys() ?? [])];
  }

  /** Takes what a look at these entities showed, by ref; one that was not shown is not there yet. */
  looked(refs: string[], shown: Map<string, string>): void {
    for (const ref of refs) {
      const change = this.waiting?.get(ref);
      if (change && (shown.get(ref) === change.hash || ++change.looks >= LOOKS)) {
        this.waiting?.delete(ref);
      }
    }
  }
}
