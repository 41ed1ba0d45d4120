import { ConflictError } from '@backstage/errors';
import { Transaction } from '../DeliveryDatabase';

/** Takes a lease that is free, over, or this holder's own, and answers its new fencing token; undefined while another holds it. */
export async function acquireLease(tx: Transaction, lease: { name: string; holder: string; seconds: number }): Promise<string | undefined> {
  const { rows } = await tx.raw<{ rows: Array<{ token: string }> }>(
    `INSERT INTO leases (name, holder, token, expires_at)
     VALUES (:name, :holder, 1, clock_timestamp() + :seconds * interval '1 second')
     ON CONFLICT (name) DO UPDATE SET
       holder = excluded.holder, token = leases.token + 1, expires_at = excluded.expires_at
     WHERE leases.expires_at < clock_timestamp() OR leases.holder = excluded.holder
     RETURNING token`,
    lease,
  );
  return rows[0]?.token;
}

/** Extends a lease; false when another took it. */
export async function renewLease(tx: Transaction, lease: { name: string; token: string; seconds: number }): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `UPDATE leases SET expires_at = clock_timestamp() + :seconds * interval '1 second'
     WHERE name = :name AND token = :token RETURNING name`,
    lease,
  );
  return rows.length > 0;
}

/** Gives a lease back, so that another replica need not wait for its end. */
export async function releaseLease(tx: Transaction, lease: { name: string; token: string }): Promise<void> {
  await tx.raw('UPDATE leases SET expires_at = clock_timestamp() WHERE name = :name AND token = :token', lease);
}

/**
 * Refuses the transaction when the token is no longer the newest. The row stays locked against a new holder until the commit,
 * so that nothing of an old holder is stored after a new one began. An expired lease that nobody took still counts.
 */
export async function holdLease(tx: Transaction, lease: { name: string; token: string }): Promise<void> {
  const { rows } = await tx.raw<{ rows: unknown[] }>('SELECT name FROM leases WHERE name = :name AND token = :token FOR SHARE', lease);
  if (rows.length === 0) {
    throw new ConflictError(`The lease '${lease.name}' went to another replica; this one stores nothing more under it`);
  }
}
