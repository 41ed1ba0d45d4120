import { InputError } from '@backstage/errors';
import { IncomingHttpHeaders } from 'node:http';
import { PayloadTooLargeError } from '../PayloadTooLargeError';

/** What the caller may send at most: in bytes, events of a batch, and levels of objects and arrays within each other. */
export const LIMITS = { body: 16 * 1024 * 1024, event: 1024 * 1024, batch: 1000, levels: 100 } as const;

/** The entries of a request, not yet looked at: one event, or the items of a batch. */
export type RequestEntries = { mode: 'single'; event: unknown } | { mode: 'batch'; events: unknown[] };

/** Splits a body into its entries, by the content modes of CloudEvents over HTTP. Bare CDEvents come as plain JSON. */
export function parseBody(headers: IncomingHttpHeaders, body: Buffer): RequestEntries {
  const mediaType = (headers['content-type'] ?? '').split(';')[0].trim().toLowerCase();
  if (mediaType === 'application/cloudevents-batch+json') {
    return parseBatch(parseJson(body));
  }
  if (mediaType === 'application/cloudevents+json') {
    return single(body, parseJson(body));
  }
  if (mediaType.startsWith('application/cloudevents')) {
    throw new InputError(
      `'content-type' is ${mediaType}; events are taken as application/cloudevents+json, application/cloudevents-batch+json or application/json`,
    );
  }
  if (headers['ce-specversion'] !== undefined) {
    return single(body, binaryEvent(headers, mediaType, body));
  }
  const value = parseJson(body);
  return Array.isArray(value) ? parseBatch(value) : single(body, value);
}

function parseBatch(value: unknown): RequestEntries {
  if (!Array.isArray(value)) {
    throw new InputError('The body is not a JSON array, as application/cloudevents-batch+json asks for');
  }
  return { mode: 'batch', events: value };
}

function single(body: Buffer, event: unknown): RequestEntries {
  if (body.length > LIMITS.event) {
    throw new PayloadTooLargeError(`The event has ${body.length} bytes; one event may have ${LIMITS.event}`);
  }
  return { mode: 'single', event };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new InputError(`The body is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function binaryEvent(headers: IncomingHttpHeaders, mediaType: string, body: Buffer): unknown {
  const attributes = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith('ce-'))
      .map(([name, value]) => [name.slice('ce-'.length), decodeHeader(name, String(value))]),
  );
  if (body.length === 0) {
    return attributes;
  }
  const isJson = mediaType === '' || mediaType === 'application/json' || mediaType.endsWith('+json');
  const data = isJson ? { data: parseJson(body) } : { data_base64: body.toString('base64') };
  return { ...attributes, ...(mediaType && { datacontenttype: mediaType }), ...data };
}

// CloudEvents over HTTP percent-encodes what a header cannot carry.
function decodeHeader(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw new InputError(`'${name}' is not percent-encoded as CloudEvents over HTTP asks for`);
  }
}
