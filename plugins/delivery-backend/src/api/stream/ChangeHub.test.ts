import { mockServices } from '@backstage/backend-test-utils';
import { FakeDeliveryQueries } from '../__testUtils__/FakeDeliveryQueries';
import { ChangeHub } from './ChangeHub';
import { ChangeStream } from './ChangeStream';

const sight = { visibility: { filter: 'all', includeUnclaimed: true }, sources: true } as const;

/** A stream over a response that keeps what is written to it. */
function open() {
  const response = { text: '', writableEnded: false, destroyed: false, writableLength: 0 };
  const methods = {
    writeHead: () => {},
    flushHeaders: () => {},
    write: (text: string) => {
      response.text += text;
    },
    end: () => {
      response.writableEnded = true;
    },
    destroy: () => {
      response.destroyed = true;
    },
  };
  return { response, stream: new ChangeStream(Object.assign(response, methods)) };
}

describe('ChangeHub', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const createHub = () => new ChangeHub({ queries: new FakeDeliveryQueries(), logger: mockServices.logger.mock() });

  it('shows every 15 s that a stream lives, until it is removed', async () => {
    const hub = createHub();
    const { response, stream } = open();
    await hub.add(stream, sight);

    jest.advanceTimersByTime(45_000);
    hub.remove(stream);
    jest.advanceTimersByTime(45_000);

    expect(response.text.match(/: still here/g)).toHaveLength(3);
    hub.close();
  });

  it('cuts off a reader that does not read', async () => {
    const hub = createHub();
    const { response, stream } = open();
    await hub.add(stream, sight);
    response.writableLength = 2 * 1024 * 1024;

    jest.advanceTimersByTime(15_000);

    expect(response.destroyed).toBe(true);
    hub.close();
  });

  it('ends every stream when it is closed', async () => {
    const hub = createHub();
    const streams = [open(), open()];
    for (const { stream } of streams) {
      await hub.add(stream, sight);
    }

    hub.close();

    expect(streams.every(({ response }) => response.writableEnded)).toBe(true);
  });
});
