import type { Client } from 'pg';
import { DeliveryDatabase } from './DeliveryDatabase';

/**
 * Calls back for every message that `DeliveryDatabase.notify` sends on any replica, until the signal is aborted. Messages sent
 * while the connection is lost are missed, so callers poll slowly beside it; `onConnected` says when a connection (re)opened.
 */
export async function listenForMessages(
  database: DeliveryDatabase,
  options: {
    signal: AbortSignal;
    onMessage(message: string): void;
    onConnected?(): void;
    retryMilliseconds?: number;
  },
): Promise<void> {
  const { signal, onMessage, onConnected, retryMilliseconds = 2000 } = options;
  while (!signal.aborted) {
    try {
      await listenOnce(database, { signal, onMessage, onConnected });
    } catch {
      // The database is away. Its absence shows wherever something is asked of it; here it only means to come back later.
    }
    if (!signal.aborted) {
      await delay(retryMilliseconds, signal);
    }
  }
}

async function listenOnce(
  database: DeliveryDatabase,
  options: {
    signal: AbortSignal;
    onMessage(message: string): void;
    onConnected?(): void;
  },
): Promise<void> {
  const { signal, onMessage, onConnected } = options;
  await database.read(async knex => {
    // A connection outside the pool: it stays open as long as the process.
    const connection: Client = await knex.client.acquireRawConnection();
    try {
      await new Promise<void>((resolve, reject) => {
        connection.on('notification', ({ payload }) => onMessage(payload ?? ''));
        connection.on('error', reject);
        connection.on('end', resolve);
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (signal.aborted) {
          resolve();
        }
        connection.query(`LISTEN "${database.channel}"`).then(() => onConnected?.(), reject);
      });
    } finally {
      await knex.client.destroyRawConnection(connection);
    }
  });
}

function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
