// Parses what an API server sends, away from the thread that serves pages: 3 MB of list page take about 20 ms.
// Plain JavaScript, because a worker is started from a file, and the sources are TypeScript in the monorepo and a bundle elsewhere.
const { parentPort } = require('node:worker_threads');

const UNSTORABLE = /\\u(0000|[dD][89a-fA-F])/;
const HALF_PAIRS = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

const isMembers = value => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The members that `fields` names; a key that ends in `*` takes every key that begins so. */
function pick(value, fields) {
  if (fields === true || typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => pick(item, fields));
  }
  const picked = {};
  for (const [key, wanted] of Object.entries(fields)) {
    if (key.endsWith('*')) {
      for (const name of Object.keys(value)) {
        if (name.startsWith(key.slice(0, -1))) {
          picked[name] = pick(value[name], wanted);
        }
      }
    } else if (value[key] !== undefined) {
      picked[key] = pick(value[key], wanted);
    }
  }
  return picked;
}

/** Without NUL and halves of surrogate pairs, which PostgreSQL's jsonb refuses. */
function mended(value) {
  if (typeof value === 'string') {
    return value.replaceAll('\u0000', '\uFFFD').replace(HALF_PAIRS, '\uFFFD');
  }
  if (Array.isArray(value)) {
    return value.map(mended);
  }
  return isMembers(value) ? Object.fromEntries(Object.entries(value).map(([key, member]) => [mended(key), mended(member)])) : value;
}

/** The object as evidence: whole, but for the field managers' bookkeeping, which is a third of it and says nothing. */
function rawOf(object) {
  if (!isMembers(object)) {
    return JSON.stringify(object ?? null);
  }
  const raw = isMembers(object.metadata) ? { ...object, metadata: { ...object.metadata, managedFields: undefined } } : object;
  const text = JSON.stringify(raw);
  return UNSTORABLE.test(text) ? JSON.stringify(mended(raw)) : text;
}

function parseLine(line, fields) {
  let event;
  try {
    event = JSON.parse(line);
  } catch (error) {
    return {
      type: 'UNREADABLE',
      object: { message: String(error) },
      raw: 'null',
    };
  }
  // Argo CD's stream wraps each event in `result` and calls the object `application`.
  const { type, object, application } = event?.result ?? event ?? {};
  if (event?.error !== undefined) {
    return { type: 'ERROR', object: event.error, raw: 'null' };
  }
  const seen = object ?? application;
  return type === 'ERROR'
    ? { type, object: seen, raw: 'null' }
    : { type: typeof type === 'string' ? type : 'UNREADABLE', object: pick(seen, fields), raw: rawOf(seen) };
}

function parseList(text, fields) {
  const { metadata, items } = JSON.parse(text);
  return {
    resourceVersion: metadata?.resourceVersion,
    continueToken: metadata?.continue,
    items: (Array.isArray(items) ? items : []).map(object => ({
      type: 'LISTED',
      object: pick(object, fields),
      raw: rawOf(object),
    })),
  };
}

parentPort.on('message', ({ id, what, bytes, fields }) => {
  try {
    const text = new TextDecoder().decode(bytes);
    const parsed =
      what === 'list'
        ? parseList(text, fields)
        : text
            .split('\n')
            .filter(line => line.trim() !== '')
            .map(line => parseLine(line, fields));
    parentPort.postMessage({ id, parsed });
  } catch (error) {
    parentPort.postMessage({ id, problem: String(error) });
  }
});
