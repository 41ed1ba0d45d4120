import { groupBy } from 'lodash';
import { DbFactsRow, selectFactsByKey, Transaction } from '../../database';

/** Facts by their keys, each asked for once: whoever knows the keys of several questions asks for all of them together. */
export class FactLookup {
  readonly #tx: Transaction;
  readonly #model: number;
  readonly #byKey = new Map<string, DbFactsRow[]>();

  constructor(tx: Transaction, model: number) {
    this.#tx = tx;
    this.#model = model;
  }

  async load(keys: string[]): Promise<void> {
    const missing = [...new Set(keys)].filter(key => !this.#byKey.has(key));
    const found = groupBy(await selectFactsByKey(this.#tx, this.#model, missing), 'key');
    missing.forEach(key => this.#byKey.set(key, found[key] ?? []));
  }

  /** What was loaded under a key. */
  of<Facts>(key: string): Array<DbFactsRow<Facts>> {
    return (this.#byKey.get(key) ?? []) as Array<DbFactsRow<Facts>>;
  }
}
