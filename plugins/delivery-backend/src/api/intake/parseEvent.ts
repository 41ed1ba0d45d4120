import { InputError } from '@backstage/errors';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { CdeventContext, checkCdevent } from './cdevents/checkCdevent';
import { mapCdevent } from './cdevents/mapCdevent';
import { parseInstant } from './parseInstant';
import { isOwnType, parseOwnData } from './parseOwnData';
import { isObject, stringMember } from './members';

/** An event that is well formed. Without an observation it is of a type that the record does not use. */
export interface ParsedEvent {
  id: string;
  source: string;
  type: string;
  observation?: AnyObservation;
  /** The data as it was sent, for the bounds of a credential. */
  data: unknown;
  payload: unknown;
}

const CDEVENT_TYPE = /^dev\.cdeventsx?\./;

/** Reads one CloudEvent or one bare CDEvent; what is wrong is an `InputError` that names the attribute. */
export function parseEvent(value: unknown, now: Date): ParsedEvent {
  if (!isObject(value)) {
    throw new InputError('The event is not a JSON object');
  }
  if (value.specversion === undefined && isObject(value.context)) {
    return parseCdevent(checkCdevent(value, now), value, value);
  }
  return parseCloudEvent(value, now);
}

function parseCloudEvent(event: Record<string, unknown>, now: Date): ParsedEvent {
  if (event.specversion !== '1.0') {
    throw new InputError(
      event.specversion === undefined
        ? "'specversion' is missing: an event is a CloudEvent 1.0, or a CDEvent with 'context' and 'subject'"
        : "'specversion' is not 1.0",
    );
  }
  const id = stringMember(event, 'id');
  const source = stringMember(event, 'source');
  const type = stringMember(event, 'type');
  for (const attribute of ['subject', 'datacontenttype', 'dataschema'] as const) {
    if (event[attribute] !== undefined) {
      stringMember(event, attribute);
    }
  }
  const occurredAt = event.time === undefined ? undefined : parseInstant(event.time, 'time', now);
  const data = dataOf(event);
  if (CDEVENT_TYPE.test(type)) {
    if (!isObject(data)) {
      throw new InputError("'data' is not a CDEvent, as its type asks for");
    }
    const context = checkCdevent(data, now);
    if (context.type !== type) {
      throw new InputError(`'type' is ${type}, but the CDEvent in 'data' has the type ${context.type}`);
    }
    return parseCdevent({ ...context, id, source }, data, event);
  }
  if (!isOwnType(type)) {
    return { id, source, type, observation: undefined, data, payload: event };
  }
  const { kind, order, facts } = parseOwnData({ type, data, subject: event.subject, now });
  const observation = { id, source, kind, order, facts, ...(occurredAt && { occurredAt }) } as AnyObservation;
  return { id, source, type, observation, data, payload: event };
}

// Binary data comes in base64; where its content is JSON it says the same as `data`.
function dataOf(event: Record<string, unknown>): unknown {
  const { data, data_base64: encoded, datacontenttype: mediaType } = event;
  if (data !== undefined || typeof encoded !== 'string' || typeof mediaType !== 'string' || !/[/+]json\b/i.test(mediaType)) {
    return data;
  }
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch (error) {
    throw new InputError(`'data_base64' is not JSON, as 'datacontenttype' says: ${error instanceof Error ? error.message : error}`);
  }
}

function parseCdevent(context: CdeventContext, cdevent: Record<string, unknown>, payload: unknown): ParsedEvent {
  const { id, source, type } = context;
  return { id, source, type, observation: mapCdevent(context, cdevent), data: cdevent, payload };
}
