import { ObjectParser, ParsedObject } from './ObjectParser';
import { wholeLines } from './wholeLines';

const wanted = {
  fields: {
    metadata: { name: true, managedFields: { time: true }, annotations: { 'slipway.dev/*': true } },
    spec: { source: { repoURL: true } },
    status: { resources: { kind: true } },
  },
  evidence: true,
} as const;

describe('ObjectParser', () => {
  const parser = new ObjectParser();
  afterAll(() => parser.close());

  const allOf = async (items: AsyncIterable<ParsedObject>) => {
    const objects = new Array<unknown>();
    for await (const { object } of items) {
      objects.push(object);
    }
    return objects;
  };
  const lines = (...events: unknown[]) =>
    parser.parseLines(Buffer.from(events.map(event => (typeof event === 'string' ? event : JSON.stringify(event))).join('\n')), wanted);

  it('hands over the wanted members, and the whole as text', async () => {
    const object = {
      metadata: {
        name: 'cart',
        managedFields: [{ time: 't', fieldsV1: { f: {} } }],
        annotations: { 'slipway.dev/paths': 'a', other: 'b' },
      },
      spec: { source: { repoURL: 'x', helm: { values: 'secret' } } },
      status: { resources: [{ kind: 'Deployment', version: 'v1' }], reconciledAt: 't' },
    };
    const [{ type, object: picked, raw }] = await lines({ type: 'MODIFIED', object });
    expect(type).toBe('MODIFIED');
    expect(picked).toEqual({
      metadata: { name: 'cart', managedFields: [{ time: 't' }], annotations: { 'slipway.dev/paths': 'a' } },
      spec: { source: { repoURL: 'x' } },
      status: { resources: [{ kind: 'Deployment' }] },
    });
    expect(JSON.parse(raw)).toEqual({ ...object, metadata: { name: 'cart', annotations: object.metadata.annotations } });
  });

  it("takes the events of Argo CD's stream for the same", async () => {
    const events = await lines(
      { result: { type: 'ADDED', application: { metadata: { name: 'cart' } } } },
      { error: { http_code: 401, message: 'expired' } },
    );
    expect(events).toEqual([
      { type: 'ADDED', object: { metadata: { name: 'cart' } }, raw: '{"metadata":{"name":"cart"}}' },
      { type: 'ERROR', object: { http_code: 401, message: 'expired' }, raw: 'null' },
    ]);
  });

  it('keeps no text where no evidence is wanted', async () => {
    const page = Buffer.from('{"items":[{"metadata":{"name":"cart"},"spec":{"password":"secret"}}]}');
    const { items } = await parser.parseList(page, { fields: { metadata: true }, evidence: false });
    for await (const item of items) {
      expect(item).toEqual({ type: 'LISTED', object: { metadata: { name: 'cart' } }, raw: 'null' });
    }
  });

  it('calls a line unreadable and reads the next', async () => {
    const events = await lines('{"type":', '17', 'null', '[]', { type: { toString: 1 }, object: {} }, { type: 'BOOKMARK', object: {} });
    expect(events.map(({ type }) => type)).toEqual(['UNREADABLE', 'UNREADABLE', 'UNREADABLE', 'UNREADABLE', 'UNREADABLE', 'BOOKMARK']);
  });

  it('mends in the raw text what jsonb refuses', async () => {
    const [{ raw }] = await lines('{"type":"ADDED","object":{"metadata":{"a\\u0000":"\\ud800"}}}');
    expect(JSON.parse(raw)).toEqual({ metadata: { 'a\uFFFD': '\uFFFD' } });
  });

  it('reads a page with its place and its continuation', async () => {
    const page = { metadata: { resourceVersion: '7', continue: 'more' }, items: [{ metadata: { name: 'cart' } }, 3, null] };
    const list = await parser.parseList(Buffer.from(JSON.stringify(page)), wanted);
    expect(list).toMatchObject({ resourceVersion: '7', continueToken: 'more' });
    expect(await allOf(list.items)).toEqual([{ metadata: { name: 'cart' } }, 3, null]);
  });

  it('says that an answer is no JSON, and goes on', async () => {
    await expect(parser.parseList(Buffer.from('<html>'), wanted)).rejects.toThrow('The answer of the upstream is no JSON');
    const { items } = await parser.parseList(Buffer.from('{}'), wanted);
    expect(await allOf(items)).toEqual([]);
  });

  it('hands over a long list in order, beside another that is left in its middle', async () => {
    const page = (name: string, length: number) =>
      Buffer.from(JSON.stringify({ items: Array.from({ length }, (_, index) => ({ metadata: { name: `${name}-${index}` } })) }));
    const long = await parser.parseList(page('long', 35), wanted);
    const left = await parser.parseList(page('left', 35), wanted);
    for await (const { object } of left.items) {
      expect(object).toEqual({ metadata: { name: 'left-0' } });
      break;
    }
    expect(await allOf(long.items)).toEqual(Array.from({ length: 35 }, (_, index) => ({ metadata: { name: `long-${index}` } })));
  });

  it('says that the rest of a list is lost with its thread', async () => {
    const { items } = await parser.parseList(Buffer.from('{"items":[1]}'), wanted);
    await parser.close();
    await expect(allOf(items)).rejects.toThrow('The rest of the list is lost: the parsing thread was started anew');
  });

  it('starts again after its thread has ended', async () => {
    await parser.close();
    await expect(lines({ type: 'BOOKMARK', object: {} })).resolves.toHaveLength(1);
  });
});

describe('wholeLines', () => {
  it('splits neither lines nor characters, wherever the chunks end', async () => {
    const text = '{"a":"ä€😀"}\n{"b":1}\n{"c":"half';
    const bytes = Buffer.from(text);
    for (let size = 1; size < 12; size += 1) {
      const chunks = async function* cut() {
        for (let at = 0; at < bytes.length; at += size) {
          yield bytes.subarray(at, at + size);
        }
      };
      let seen = '';
      for await (const lines of wholeLines(chunks())) {
        const part = lines.toString('utf8');
        expect(part.endsWith('\n')).toBe(true);
        seen += part;
      }
      expect(seen).toBe('{"a":"ä€😀"}\n{"b":1}\n');
    }
  });
});
