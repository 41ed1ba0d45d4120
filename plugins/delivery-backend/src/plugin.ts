import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { actionsRegistryServiceRef } from '@backstage/backend-plugin-api/alpha';
import { ConflictError } from '@backstage/errors';
import {
  CredentialSource,
  deliveryCredentialsExtensionPoint,
  DeliverySource,
  deliverySourcesExtensionPoint,
  deliveryWebhooksExtensionPoint,
  WebhookReceiver,
} from '@slipway/plugin-delivery-node';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { serveDelivery } from './api/serveDelivery';
import { DatabaseCommands } from './commands';
import { DeliveryDatabase } from './database';
import { DatabaseRecorder, Hints, RawRetention, runSources } from './ingest';
import { ReadModel } from './readModel';
import { readSettings } from './settings';

/** The delivery record: what runs where, since when, from which revision. */
export const deliveryPlugin = createBackendPlugin({
  pluginId: 'delivery',
  register(env) {
    const sources = new Array<DeliverySource>();
    env.registerExtensionPoint(deliverySourcesExtensionPoint, {
      addSource(source) {
        if (sources.some(other => other.name === source.name)) {
          throw new ConflictError(`Two sources are called '${source.name}'; give each connection a name of its own`);
        }
        sources.push(source);
      },
    });
    const receivers = new Array<WebhookReceiver>();
    env.registerExtensionPoint(deliveryWebhooksExtensionPoint, {
      addReceiver(receiver) {
        if (receivers.some(other => other.connection === receiver.connection)) {
          throw new ConflictError(`Two connections are called '${receiver.connection}'; give each a name of its own`);
        }
        receivers.push(receiver);
      },
    });
    const credentialSources = new Array<CredentialSource>();
    env.registerExtensionPoint(deliveryCredentialsExtensionPoint, {
      addCredentialSource: source => credentialSources.push(source),
    });
    env.registerInit({
      deps: {
        actions: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        config: coreServices.rootConfig,
        database: coreServices.database,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({ config, database: connection, lifecycle, logger, ...http }) {
        const { rules, credentials, rawRetentionDays, comparison, demo } = readSettings(config);
        const database = await DeliveryDatabase.create(connection);
        const retention = new RawRetention(database, rawRetentionDays);
        const hints = new Hints();
        const readModel = new ReadModel({ database, settings: rules, comparison, logger, onMessage: message => hints.take(message) });
        const stopping = new AbortController();
        const { signal } = stopping;

        const api = serveDelivery({
          ...http,
          logger,
          recorder: new DatabaseRecorder(database, retention),
          queries: readModel.queries,
          commands: new DatabaseCommands(database, readModel.queries),
          rules,
          credentials,
          credentialSources,
          receivers,
          demo,
        });
        const running = Promise.all([
          readModel.run(signal),
          retention.run({ signal, logger }),
          runSources(sources, { database, retention, hints, logger, signal, holder: `${hostname()}/${process.pid}/${randomUUID()}` }),
        ]);
        lifecycle.addShutdownHook(async () => {
          api.close();
          stopping.abort();
          await running;
        });
        // The backend counts as ready only then: an empty fleet would be a lie.
        await readModel.present(signal);
      },
    });
  },
});
