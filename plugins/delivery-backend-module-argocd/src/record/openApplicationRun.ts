import { LoggerService } from '@backstage/backend-plugin-api';
import { openRun, SourceConnection, SourceRun, SourceRunOptions } from '@slipway/plugin-delivery-node';
import { ApplicationRecorder } from './ApplicationRecorder';

export type ApplicationRun = SourceRun<ApplicationRecorder>;

export interface ApplicationRunOptions extends SourceRunOptions {
  instance: string;
  logger: LoggerService;
}

/** Reads what the record already has of the instance's applications and says that the source is connecting. */
export function openApplicationRun(connection: SourceConnection, options: ApplicationRunOptions): Promise<ApplicationRun> {
  const { instance, logger } = options;
  return openRun(connection, options, (now, onTrouble) => ApplicationRecorder.open({ instance, connection, logger, now, onTrouble }));
}
