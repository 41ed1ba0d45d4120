import { mkdir } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { Ledger } from './history/Ledger';
import { Storyteller } from './history/Storyteller';
import { Intake } from './intake/Intake';
import { readSettings } from './settings';

/** How often it is asked what has become due. */
const TICK = 5_000;

/** The demo organisation: tells the record an invented history, and goes on with it. Nothing of it runs without `demo.folder`. */
export const demoPlugin = createBackendPlugin({
  pluginId: 'demo',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
      },
      async init({ auth, config, discovery, lifecycle, logger }) {
        const settings = readSettings(config);
        if (!settings) {
          return;
        }
        const stopping = new AbortController();
        const { signal } = stopping;
        const intake = new Intake({ auth, discovery });
        const storyteller = new Storyteller({ seed: settings.seed, intake, ledger: new Ledger(settings.folder) });
        const run = async () => {
          await mkdir(settings.folder, { recursive: true });
          while (!signal.aborted && !(await intake.answers())) {
            await pause(200);
          }
          const began = performance.now();
          const say = (what: string) => logger.info(`${what} after ${Math.round(performance.now() - began)} ms`);
          let progress = await storyteller.tellNews(Date.now());
          say('The day of the demo is told');
          let past: typeof progress | undefined = progress;
          while (!signal.aborted) {
            if (past) {
              past = await storyteller.tellDayBefore(progress);
              progress = past ?? progress;
              if (!past) {
                say('The history of the demo is told');
              }
            } else {
              await pause(TICK, undefined, { signal }).catch(() => undefined);
            }
            if (Date.now() - progress.until >= TICK) {
              progress = await storyteller.tellNews(Date.now());
            }
          }
        };
        const running = run().catch(error => logger.error('The demo stopped', error));
        lifecycle.addShutdownHook(async () => {
          stopping.abort();
          await running;
        });
      },
    });
  },
});
