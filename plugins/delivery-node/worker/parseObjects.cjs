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

function parseLine(line, { fields, evidence }) {
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
    : { type: typeof type === 'string' ? type : 'UNREADABLE', object: pick(seen, fields), raw: evidence ? rawOf(seen) : 'null' };
}

// Whoever takes a message over stands still for as long as its objects take: 20 ms for a page, 2 ms for this many.
const OBJECTS_AT_ONCE = 10;

/** What is left of lists that are being handed over. */
const lists = new Map();

function parseList(id, text, wanted) {
  const { metadata, items } = JSON.parse(text);
  lists.set(id, { items: Array.isArray(items) ? items : [], at: 0, wanted });
  return { resourceVersion: metadata?.resourceVersion, continueToken: metadata?.continue };
}

/** The next objects of a list; none when it is at its end. */
function nextOf(list) {
  const left = lists.get(list);
  if (!left) {
    throw new Error('The rest of the list is lost: the parsing thread was started anew');
  }
  const {
    items,
    at,
    wanted: { fields, evidence },
  } = left;
  left.at += OBJECTS_AT_ONCE;
  return items
    .slice(at, at + OBJECTS_AT_ONCE)
    .map(object => ({ type: 'LISTED', object: pick(object, fields), raw: evidence ? rawOf(object) : 'null' }));
}

function parseLines(text, wanted) {
  return text
    .split('\n')
    .filter(line => line.trim() !== '')
    .map(line => parseLine(line, wanted));
}

function answer({ id, what, bytes, wanted, list }) {
  switch (what) {
    case 'list':
      return parseList(id, new TextDecoder().decode(bytes), wanted);
    case 'next':
      return nextOf(list);
    case 'done':
      return lists.delete(list);
    default:
      return parseLines(new TextDecoder().decode(bytes), wanted);
  }
}

parentPort.on('message', message => {
  const { id } = message;
  try {
    parentPort.postMessage({ id, parsed: answer(message) });
  } catch (error) {
    parentPort.postMessage({ id, problem: error.message });
  }
});
