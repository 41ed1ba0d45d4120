import { LoggerService } from '@backstage/backend-plugin-api';
import { DeliverySource, SourceConnection } from '@slipway/plugin-delivery-node';
import { RegistryApi } from '../registry/RegistryApi';
import { ImageRecorder } from './ImageRecorder';
import { RegistryRun } from './RegistryRun';

export interface RegistrySourceOptions {
  name: string;
  /** As image references write it. */
  host: string;
  api: RegistryApi;
  logger: LoggerService;
  /** Our clock, in milliseconds. */
  now?(): number;
  random?(): number;
  /** How often the record is asked for what is unread, where nobody wakes. */
  everyMs?: number;
}

/** Reads what one registry says of the images that the record names, and looks at those in use from time to time. */
export class RegistrySource implements DeliverySource {
  readonly name: string;
  readonly heartbeat = false;

  constructor(private readonly options: RegistrySourceOptions) {
    this.name = `registry/${options.name}`;
  }

  async run(connection: SourceConnection): Promise<void> {
    const { host, api, logger, now = Date.now, random = Math.random, everyMs = 60_000 } = this.options;
    const recorder = await ImageRecorder.open({ source: this.name, host, api, connection, now });
    await new RegistryRun({ host, api, logger, now, random, everyMs, connection, recorder }).run();
  }
}
