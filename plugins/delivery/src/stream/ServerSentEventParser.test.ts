import { readEvent } from './events';
import { ServerSentEventParser } from './ServerSentEventParser';

const parse = (...chunks: string[]) => {
  const parser = new ServerSentEventParser();
  return { events: chunks.flatMap(chunk => parser.push(chunk)), id: parser.id };
};

describe('ServerSentEventParser', () => {
  it('reads an event with its id', () => {
    expect(parse('id: 7\nevent: changed\ndata: {"refs":["a"]}\n\n').events).toEqual([
      { id: '7', event: 'changed', data: '{"refs":["a"]}' },
    ]);
  });

  it('reads the same however the text is cut', () => {
    const text = 'id: 7\r\nevent: changed\r\ndata: one\r\ndata: two\r\n\r\n: comment\r\n\r\nid: 8\r\nevent: sources\r\ndata: {}\r\n\r\n';
    const whole = parse(text);
    expect(whole.events).toHaveLength(2);
    expect(whole.events[0].data).toBe('one\ntwo');
    for (let cut = 1; cut < text.length; cut++) {
      expect(parse(text.slice(0, cut), text.slice(cut))).toEqual(whole);
    }
  });

  it('keeps an id that came without an event, to resume from it', () => {
    expect(parse('id: 41\n: live\n\n')).toEqual({ events: [], id: '41' });
  });
});

describe('readEvent', () => {
  it.each([
    [
      'changed rows',
      { event: 'changed', data: '{"refs":["component:default/cart"]}' },
      { type: 'changed', refs: ['component:default/cart'] },
    ],
    ['changed sources', { event: 'sources', data: '{}' }, { type: 'sources' }],
    ['a reset', { event: 'reset', data: '{}' }, { type: 'reset' }],
    ['nothing in an event of another kind', { event: 'later', data: '{}' }, undefined],
  ])('finds %s', (_what, wire, expected) => {
    expect(readEvent(wire)).toEqual(expected);
  });
});
