import { InputError } from '@backstage/errors';
import {
  AnyObservation,
  ManifestFileFacts,
  OBSERVATION_KINDS,
  ObservationKind,
  ObservationOrder,
  eventTypeOf,
  observationSchemas,
  subjectOf,
} from '@slipway/plugin-delivery-common';
import { hideSecrets } from '@slipway/plugin-delivery-node';
import Ajv2020, { ErrorObject, ValidateFunction } from 'ajv/dist/2020';
import { isInstant, parseInstant } from './parseInstant';
import { isObject } from './members';

const OWN_PREFIX = 'dev.slipway.';
const KIND_OF_TYPE = new Map<string, ObservationKind>(OBSERVATION_KINDS.map(kind => [eventTypeOf(kind), kind]));
const INSTANT_MEMBERS = new Set([
  'authoredAt',
  'committedAt',
  'builtAt',
  'createdAt',
  'startedAt',
  'finishedAt',
  'healthSince',
  'lastTransitionTime',
  'mergedAt',
  'publishedAt',
  'pushedAt',
  'updatedAt',
]);
// Members whose own members are named by others, so that a label called startedAt is no instant.
const OPEN_MEMBERS = new Set(['labels', 'annotations', 'settings']);

/** True for a type of Slipway's own, known or not. */
export function isOwnType(type: string): boolean {
  return type.startsWith(OWN_PREFIX);
}

/** Reads the data of an event of Slipway's own types against the schema of its kind. */
export function parseOwnData(event: { type: string; data: unknown; subject: unknown; now: Date }): {
  kind: ObservationKind;
  order: ObservationOrder;
  facts: AnyObservation['facts'];
} {
  const kind = KIND_OF_TYPE.get(event.type);
  if (!kind) {
    throw new InputError(`'type' ${event.type} is not known; Slipway's own types are ${[...KIND_OF_TYPE.keys()].join(', ')}`);
  }
  if (event.data === undefined) {
    throw new InputError("'data' is missing");
  }
  const validate = validatorOf(kind);
  if (!validate(event.data)) {
    throw new InputError(describe(validate.errors?.[0]));
  }
  const { order, facts } = event.data as { order: ObservationOrder; facts: AnyObservation['facts'] };
  refuseInstantsAhead(facts, 'data.facts', event.now);
  refuseSecrets(kind, facts);
  const subject = subjectOf(kind, facts);
  if (event.subject !== undefined && event.subject !== subject) {
    throw new InputError(`'subject' is ${event.subject}, but the facts are about ${subject}`);
  }
  return { kind, order, facts };
}

function refuseSecrets(kind: ObservationKind, facts: AnyObservation['facts']): void {
  const { text } = kind === 'manifest-file' ? (facts as ManifestFileFacts) : {};
  const shown = text === undefined ? undefined : hideSecrets(text, '');
  if (shown && (shown.hidden > 0 || shown.text === undefined)) {
    throw new InputError(
      "'data.facts.text' shows a value of a Secret; write (hidden 1a2b3c4d) in its place, with a keyed hash, or leave the text out",
    );
  }
}

const validators = new Map<ObservationKind, ValidateFunction>();
let ajv: Ajv2020 | undefined;

// Compiled when the first event of a kind comes: compiling all of them would be paid at every start.
function validatorOf(kind: ObservationKind): ValidateFunction {
  let validate = validators.get(kind);
  if (!validate) {
    ajv ??= new Ajv2020({ allowUnionTypes: true, formats: { 'date-time': isInstant } });
    validate = ajv.compile(observationSchemas[kind]);
    validators.set(kind, validate);
  }
  return validate;
}

function describe(error: ErrorObject | undefined): string {
  if (!error) {
    return "'data' does not match its schema";
  }
  const path = `data${error.instancePath.replaceAll('/', '.')}`;
  switch (error.keyword) {
    case 'required':
      return `'${path}.${error.params.missingProperty}' is missing`;
    case 'additionalProperties':
      return `'${path}.${error.params.additionalProperty}' is not a member of this kind`;
    case 'enum':
      return `'${path}' is not one of ${error.params.allowedValues.join(', ')}`;
    case 'format':
      return `'${path}' is not an RFC 3339 instant with a real date`;
    default:
      return `'${path}' ${error.message}`;
  }
}

function refuseInstantsAhead(value: unknown, path: string, now: Date): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => refuseInstantsAhead(item, `${path}[${index}]`, now));
  } else if (isObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (typeof member === 'string' && INSTANT_MEMBERS.has(name)) {
        parseInstant(member, `${path}.${name}`, now);
      } else if (!OPEN_MEMBERS.has(name)) {
        refuseInstantsAhead(member, `${path}.${name}`, now);
      }
    }
  }
}
