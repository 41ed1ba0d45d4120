import { waitFor } from '@testing-library/react';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { StreamEvent, StreamListener } from '../stream/events';
import { LiveRecord } from './LiveRecord';

function open(answers: Array<string | Error>) {
  const reads: number[] = [];
  let say: StreamListener = () => {};
  const record = new LiveRecord<string>({
    read: async () => {
      const answer = answers[Math.min(reads.length, answers.length - 1)];
      reads.push(reads.length);
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    listen: listener => {
      say = listener;
      return () => {};
    },
    concerns: event => event.type === 'changed' && event.refs.includes('component:default/cart'),
  });
  record.start();
  return { record, reads, say: (event: StreamEvent) => say(event) };
}

describe('LiveRecord', () => {
  it('reads again when the stream says that it changed, and not for others', async () => {
    const { record, reads, say } = open(['one', 'two']);
    await waitFor(() => expect(record.getSnapshot().data).toBe('one'));
    say({ type: 'changed', refs: ['component:default/pay'] });
    expect(record.getSnapshot().lastChangeAt).toBeUndefined();
    say({ type: 'changed', refs: ['component:default/cart'] });
    await waitFor(() => expect(record.getSnapshot().data).toBe('two'));
    expect(reads).toHaveLength(2);
    record.stop();
  });

  it('keeps what it knew when reading again fails, and says when it tries again', async () => {
    const { record, say } = open(['one', new DeliveryRequestError(503, 'ServiceUnavailableError', 'starting')]);
    await waitFor(() => expect(record.getSnapshot().data).toBe('one'));
    say({ type: 'reset' });
    await waitFor(() => expect(record.getSnapshot().error?.message).toBe('starting'));
    expect(record.getSnapshot()).toMatchObject({ data: 'one', retryAt: expect.any(Number) });
    record.stop();
  });

  it('does not try again what is refused', async () => {
    const { record } = open([new DeliveryRequestError(403, 'NotAllowedError', 'Unauthorized')]);
    await waitFor(() => expect(record.getSnapshot().error?.message).toBe('Unauthorized'));
    expect(record.getSnapshot().retryAt).toBeUndefined();
    record.stop();
  });
});
