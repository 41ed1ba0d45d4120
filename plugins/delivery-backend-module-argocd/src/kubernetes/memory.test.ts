import { BackOff, createAddressAccess, KubernetesApi, ObjectParser, UpstreamClient } from '@slipway/plugin-delivery-node';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { mockServices } from '@backstage/backend-test-utils';
import { FakeApiServer, FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { realisticApplication } from '../testing/realisticApplication';
import { ApplicationWatch } from './ApplicationWatch';
import { ApplicationsApi } from './ApplicationsApi';

jest.setTimeout(600_000);

const APPLICATIONS = 5_000;
const MEGABYTE = 2 ** 20;

/** Counts what is handed in and keeps none of it, so that only the watch's own memory is measured. */
class CountingConnection extends FakeSourceConnection {
  counted = 0;

  async record(batch: Parameters<FakeSourceConnection['record']>[0]) {
    this.counted += batch.observations.length;
    return { accepted: batch.observations.length, duplicates: 0 };
  }
}

describe('the memory of ApplicationWatch', () => {
  it(`holds little of ${APPLICATIONS} applications of 31 KB each, however often they are listed`, async () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed / MEGABYTE;
    };
    const server = new FakeApiServer();
    const parser = new ObjectParser();
    const url = await server.listen();
    for (let index = 0; index < APPLICATIONS; index += 1) {
      server.put(realisticApplication(index));
    }
    server.compact();
    const connection = new CountingConnection();
    const access = createAddressAccess({ url, skipTlsVerify: false });
    const watch = new ApplicationWatch({
      instance: 'main',
      api: new ApplicationsApi(new KubernetesApi(new UpstreamClient({ access, silenceMs: 90_000 }), parser)),
      logger: mockServices.logger.mock(),
      backOff: new BackOff(5, 20),
    });
    const before = heap();
    const done = watch.run(connection);
    const listed = async (times: number) => {
      await connection.until(`list ${times}`, () => connection.audits.length >= times, 290_000);
      return heap();
    };
    const first = await listed(1);
    const { counted } = connection;
    server.put(realisticApplication(0));
    server.compact();
    server.disconnect();
    const second = await listed(2);
    connection.loseLease();
    await done;
    await parser.close();
    await server.close();

    expect(counted).toBe(11 * APPLICATIONS);
    expect(connection.counted).toBe(counted);
    expect(connection.audits).toEqual([
      { compared: APPLICATIONS, different: APPLICATIONS },
      { compared: APPLICATIONS, different: 0 },
    ]);
    // The objects themselves are 150 MB; what is kept of each is about 700 bytes.
    expect(first - before).toBeLessThan(25);
    expect(second - first).toBeLessThan(10);
  });
});
