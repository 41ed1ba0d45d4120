import { Transaction } from '../DeliveryDatabase';

export interface NewLinkCorrection {
  repository: string;
  /** Digest, else repository:tag. */
  image: string;
  commit: string | null;
  note: string;
  decided_by: string;
  /** ISO 8601. */
  decided_at: string;
}

/** Adds a decision; those before it stay on the log. */
export async function insertLinkCorrection(tx: Transaction, correction: NewLinkCorrection): Promise<void> {
  const { repository, image, commit, note, decided_by, decided_at } = correction;
  await tx.raw('INSERT INTO link_corrections (repository, image, commit, note, decided_by, decided_at) VALUES (?, ?, ?, ?, ?, ?)', [
    repository,
    image,
    commit,
    note,
    decided_by,
    decided_at,
  ]);
}
