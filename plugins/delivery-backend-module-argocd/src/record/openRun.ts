import { LoggerService } from '@backstage/backend-plugin-api';
import { BackOff, SourceConnection, StatusReporter } from '@slipway/plugin-delivery-node';
import { ApplicationRecorder } from './ApplicationRecorder';
import { LastHeard } from './LastHeard';

/** What one run of a source works with, whichever upstream it reads. */
export interface SourceRun {
  connection: SourceConnection;
  recorder: ApplicationRecorder;
  heard: LastHeard;
  status: StatusReporter;
  backOff: BackOff;
  now(): number;
}

export interface SourceRunOptions {
  instance: string;
  /** Counts what was asked of the upstream. */
  api: { readonly requests: number };
  logger: LoggerService;
  /** Our clock, in milliseconds. */
  now?(): number;
  backOff?: BackOff;
}

/** Reads what the record already has and says that the source is connecting. */
export async function openRun(connection: SourceConnection, options: SourceRunOptions): Promise<SourceRun> {
  const { instance, api, logger, now = Date.now, backOff = new BackOff(500, 5_000) } = options;
  const status = new StatusReporter(connection, () => api.requests);
  const recorder = await ApplicationRecorder.open({ instance, connection, logger, now, onTrouble: error => status.database(error) });
  const heard = await LastHeard.open(connection, recorder, now);
  status.upstream({ state: 'connecting' });
  return { connection, recorder, heard, status, backOff, now };
}
