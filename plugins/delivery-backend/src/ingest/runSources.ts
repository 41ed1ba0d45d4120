import { LoggerService } from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { DeliverySource } from '@slipway/plugin-delivery-node';
import { acquireLease, DeliveryDatabase, insertChanges, registerSources, releaseLease, renewLease, updateSource } from '../database';
import { Hints } from './Hints';
import { LeasedConnection } from './LeasedConnection';
import { pause } from './pause';
import { RawRetention } from './RawRetention';

export interface SourceRunnerOptions {
  database: DeliveryDatabase;
  retention: RawRetention;
  /** What receivers of webhooks tell the sources of their name. */
  hints?: Hints;
  logger: LoggerService;
  /** Names this replica; two of one installation never share it. */
  holder: string;
  /** For how long a lease outlives a replica that died. */
  leaseSeconds?: number;
  /** First and longest wait after a source failed; each failure in a row doubles it. */
  backOffMilliseconds?: { first: number; longest: number };
}

/** A source that stays up this long has recovered: its next failure counts as a first one. */
const STEADY_MILLISECONDS = 60_000;

/** Runs every source that this replica can get the lease of, until the signal is aborted. Each runs on one replica at a time. */
export async function runSources(sources: DeliverySource[], options: SourceRunnerOptions & { signal: AbortSignal }): Promise<void> {
  const { signal, logger } = options;
  const names = sources.map(source => source.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) {
    throw new ConflictError(`Two sources are called '${twice}'; give each connection a name of its own`);
  }
  await makeKnown(sources, options);
  await Promise.all(
    sources.map(async source => {
      while (!signal.aborted) {
        try {
          await runUnderLease(source, options);
        } catch (error) {
          logger.warn(`Source '${source.name}' has no lease: ${error}`);
        }
        await pause(leaseSecondsOf(options) * 333, signal);
      }
    }),
  );
}

async function makeKnown(
  sources: DeliverySource[],
  { database, logger, signal }: SourceRunnerOptions & { signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await database.inTransaction(async tx => {
        await registerSources(tx, sources);
        await insertChanges(tx, [{ kind: 'sources' }]);
      });
      return;
    } catch (error) {
      logger.warn(`The sources start once the database answers: ${error}`);
      await pause(1000, signal);
    }
  }
}

function leaseSecondsOf({ leaseSeconds = 15 }: SourceRunnerOptions): number {
  return leaseSeconds;
}

async function runUnderLease(source: DeliverySource, options: SourceRunnerOptions & { signal: AbortSignal }): Promise<void> {
  const { database, holder, logger, signal } = options;
  const name = `source:${source.name}`;
  const seconds = leaseSecondsOf(options);
  const token = await database.inTransaction(tx => acquireLease(tx, { name, holder, seconds }));
  if (token === undefined) {
    return;
  }
  const lost = new AbortController();
  const held = AbortSignal.any([signal, lost.signal]);
  const renewing = renew();
  try {
    await runWithBackOff(source, token, held, options);
  } finally {
    lost.abort();
    await renewing;
    await database.inTransaction(tx => releaseLease(tx, { name, token }));
  }

  async function renew() {
    for (;;) {
      await pause(seconds * 333, held);
      if (held.aborted) {
        return;
      }
      try {
        if (!(await database.inTransaction(tx => renewLease(tx, { name, token: token!, seconds })))) {
          logger.warn(`Source '${source.name}' goes on at another replica, which took its lease`);
          lost.abort(new ConflictError(`The lease of source '${source.name}' went to another replica`));
        }
      } catch (error) {
        // Nobody can take the lease from a database that is away; the fencing token decides once it is back.
        logger.warn(`The lease of source '${source.name}' cannot be renewed yet: ${error}`);
      }
    }
  }
}

async function runWithBackOff(source: DeliverySource, token: string, held: AbortSignal, options: SourceRunnerOptions): Promise<void> {
  const { database, logger, retention, hints = new Hints(), backOffMilliseconds = { first: 1000, longest: 60_000 } } = options;
  let wait = backOffMilliseconds.first;
  while (!held.aborted) {
    const connection = new LeasedConnection({
      database,
      retention,
      logger,
      source,
      token,
      signal: held,
      hints,
    });
    const startedAt = performance.now();
    let reason = 'It ended without being asked to';
    try {
      await source.run(connection);
    } catch (error) {
      reason = error instanceof Error ? error.message : String(error);
    }
    await connection.settled();
    if (held.aborted) {
      return;
    }
    wait = performance.now() - startedAt > STEADY_MILLISECONDS ? backOffMilliseconds.first : wait;
    logger.warn(`Source '${source.name}' failed and is tried again in ${wait / 1000} s: ${reason}`);
    await showRetrying(database, source.name, reason, connection.upstreamRequests).catch(error =>
      logger.warn(`The state of source '${source.name}' cannot be kept: ${error}`),
    );
    await pause(wait, held);
    wait = Math.min(wait * 2, backOffMilliseconds.longest);
  }
}

async function showRetrying(database: DeliveryDatabase, name: string, error: string, upstreamRequests: number): Promise<void> {
  await database.inTransaction(async tx => {
    if (
      await updateSource(tx, {
        name,
        report: { state: 'retrying', error, upstreamRequests },
      })
    ) {
      await insertChanges(tx, [{ kind: 'sources' }]);
    }
  });
  await database.notify('changes');
}
