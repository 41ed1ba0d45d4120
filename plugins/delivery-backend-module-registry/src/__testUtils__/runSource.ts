import { mockServices } from '@backstage/backend-test-utils';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { createRegistryApi } from '../registry/createRegistryApi';
import { RegistrySource } from '../source/RegistrySource';
import { FakeRegistry } from '../testing/FakeRegistry';

export interface RunningSource {
  connection: FakeSourceConnection;
  /** The digests whose manifests came, once for each time. */
  given: string[];
  /** Loses the lease and waits for the run to end; answers the record as the next holder finds it. */
  stop(): Promise<FakeSourceConnection>;
}

export interface SourceOptions {
  account?: { username: string; password: string };
  now?(): number;
}

/** Runs a source against a fake registry and a record in memory. */
export function runSource(
  registry: FakeRegistry,
  connection: FakeSourceConnection = new FakeSourceConnection(),
  { account, now = Date.now }: SourceOptions = {},
): RunningSource {
  const { host, url } = registry;
  const api = createRegistryApi({ host, url, skipTlsVerify: false, account }, now);
  const given = new Array<string>();
  const manifest = api.manifest.bind(api);
  api.manifest = async (repository, digest, signal) => {
    const found = await manifest(repository, digest, signal);
    given.push(...('missing' in found ? [] : [digest]));
    return found;
  };
  const source = new RegistrySource({
    name: 'git',
    host,
    api,
    logger: mockServices.logger.mock(),
    now,
    random: () => 0.5,
    everyMs: 60_000,
  });
  const running = source.run(connection);
  return {
    connection,
    given,
    async stop() {
      const next = connection.next();
      connection.loseLease();
      // What was asked at that moment ends with the lease.
      await running.catch(() => undefined);
      return next;
    },
  };
}
