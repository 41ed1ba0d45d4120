import { SourceConnection } from '../deliverySource';
import { BackOff } from './BackOff';
import { CursorKeeper, LastHeard } from './LastHeard';
import { StatusReporter } from './StatusReporter';

/** What one run of a source works with, whichever upstream it reads. */
export interface SourceRun<R extends CursorKeeper> {
  connection: SourceConnection;
  recorder: R;
  heard: LastHeard;
  status: StatusReporter;
  backOff: BackOff;
  now(): number;
}

/** What a run is opened with. */
export interface SourceRunOptions {
  /** Counts what was asked of the upstream. */
  api: { readonly requests: number };
  /** Our clock, in milliseconds. */
  now?(): number;
  backOff?: BackOff;
}

/** Says that the source is connecting, after `openRecorder` has read what the record already has. */
export async function openRun<R extends CursorKeeper>(
  connection: SourceConnection,
  options: SourceRunOptions,
  openRecorder: (now: () => number, onTrouble: (error?: unknown) => void) => Promise<R>,
): Promise<SourceRun<R>> {
  const { api, now = Date.now, backOff = new BackOff(500, 5_000) } = options;
  const status = new StatusReporter(connection, () => api.requests);
  const recorder = await openRecorder(now, error => status.database(error));
  const heard = await LastHeard.open(connection, recorder, now);
  status.upstream({ state: 'connecting' });
  return { connection, recorder, heard, status, backOff, now };
}
