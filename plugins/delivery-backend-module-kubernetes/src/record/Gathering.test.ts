import { Gathering } from './Gathering';

describe('Gathering', () => {
  it('records the first change at once and the next hundred together', async () => {
    const recorded: string[] = [];
    const waiting: Array<() => void> = [];
    const gathering = new Gathering(
      async key => {
        recorded.push(key);
      },
      error => {
        throw error;
      },
      () => new Promise<void>(resolve => waiting.push(resolve)),
    );
    gathering.touch('cart');
    expect(recorded).toEqual(['cart']);
    gathering.touch('payments');
    await Promise.resolve();
    for (let change = 0; change < 100; change += 1) {
      gathering.touch('cart');
    }
    expect(recorded).toEqual(['cart', 'payments']);
    while (waiting.length > 0) {
      waiting.shift()?.();
      await new Promise(setImmediate);
    }
    expect(recorded).toEqual(['cart', 'payments', 'cart']);
    gathering.touch('cart');
    expect(recorded).toHaveLength(4);
  });
});
