import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { Demo } from './Demo';
import { isGitThere } from './git/BareRepository';
import { Repositories } from './git/Repositories';
import { Ledger } from './history/Ledger';
import { Intake } from './intake/Intake';
import { readSettings } from './settings';

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
        const { folder, seed } = settings;
        const run = async () => {
          await mkdir(folder, { recursive: true });
          while (!signal.aborted && !(await intake.answers())) {
            await pause(200);
          }
          const repositories = (await isGitThere()) ? new Repositories(path.join(folder, 'git')) : undefined;
          if (!repositories) {
            logger.warn('git is not installed: the demo shows its history, and nothing can be pushed to it');
          }
          await new Demo({ seed, ledger: new Ledger(folder), intake, repositories, logger }).run(signal);
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
