import { RootConfigService } from '@backstage/backend-plugin-api';

/** What the demo takes from the configuration. */
export interface DemoSettings {
  folder: string;
  seed: string;
}

/** Reads `demo`; undefined where there is none, and nothing of the demo runs then. */
export function readSettings(config: RootConfigService): DemoSettings | undefined {
  const demo = config.getOptionalConfig('demo');
  return demo && { folder: demo.getString('folder'), seed: demo.getOptionalString('seed') ?? 'slipway' };
}
