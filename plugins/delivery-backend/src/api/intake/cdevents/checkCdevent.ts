import { InputError } from '@backstage/errors';
import { isObject, stringMember } from '../members';
import { parseInstant } from '../parseInstant';
import { CheckedVersion, eventTypeOf } from './eventTypes';
import { MemberChecks, anyObject, checkMembers, filledText, oneOf, text, uri, uriReference } from './memberChecks';

/** The context of a CDEvent that is well formed. */
export interface CdeventContext {
  id: string;
  source: string;
  /** With its version, e.g. `dev.cdevents.change.merged.0.2.0`. */
  type: string;
  /** `<subject>.<predicate>`, e.g. `change.merged`. */
  name: string;
  occurredAt: string;
}

const TYPE = /^dev\.cdevents\.([a-z0-9-]+\.[a-z0-9-]+)\.(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/;
const CUSTOM_TYPE = /^dev\.cdeventsx\.([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)\.(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)$/;
const linkChecks = {
  END: { from: { 'contextId!': filledText }, tags: anyObject },
  PATH: { 'from!': { 'contextId!': filledText }, tags: anyObject },
  RELATION: { 'linkKind!': filledText, 'target!': { contextId: filledText }, tags: anyObject },
};

/** Checks a CDEvent: 0.4 and 0.5 as 0.4.1 and 0.5.1 ask for, of the 0.6 draft the context alone. Members that these do not name are left alone. */
export function checkCdevent(event: Record<string, unknown>, now: Date): CdeventContext {
  if (!isObject(event.context)) {
    throw new InputError("'context' is not an object");
  }
  const context = event.context;
  const version = checkedVersion(context);
  checkMembers(
    context,
    { 'id!': filledText, 'source!': uriReference, 'type!': filledText, 'timestamp!': text, schemaUri: uri, chainId: filledText },
    'context',
  );
  const type = stringMember(context, 'type', 'context.type');
  const [, name, typeVersion] = TYPE.exec(type) ?? CUSTOM_TYPE.exec(type) ?? [];
  if (!name) {
    throw new InputError(`'context.type' ${type} is not dev.cdevents.<subject>.<predicate>.<version>`);
  }
  const occurredAt = parseInstant(context.timestamp, 'context.timestamp', now);
  checkMembers(event.subject, { 'id!': filledText, source: uriReference, 'content!': anyObject }, 'subject');
  if (version) {
    checkLinks(context.links);
    checkMembers(event, { customDataContentType: text }, 'event');
    if (TYPE.test(type)) {
      checkSubject(event.subject, { version, type, name, typeVersion });
    }
  }
  return {
    id: stringMember(context, 'id', 'context.id'),
    source: stringMember(context, 'source', 'context.source'),
    type,
    name,
    occurredAt,
  };
}

// 0.4 says its version in `version`; 0.5.0 already says it in `specversion`.
function checkedVersion(context: Record<string, unknown>): CheckedVersion | undefined {
  const attribute = context.specversion === undefined ? 'version' : 'specversion';
  const value = stringMember(context, attribute, `context.${attribute}`);
  if (attribute === 'version' && /^0\.4\.\d+$/.test(value)) {
    return '0.4';
  }
  if (attribute === 'specversion' && /^0\.5\.\d+$/.test(value)) {
    return '0.5';
  }
  if (attribute === 'specversion' && /^0\.6\.\d+/.test(value)) {
    return undefined;
  }
  throw new InputError(
    `'context.${attribute}' is ${value}; CDEvents 0.4 is taken with 'context.version', 0.5 and the 0.6 draft with 'context.specversion'`,
  );
}

function checkSubject(subject: unknown, event: { version: CheckedVersion; type: string; name: string; typeVersion: string }): void {
  const declared = eventTypeOf(event.version, event.name);
  if (!declared) {
    throw new InputError(`'context.type' ${event.type} is not a type of CDEvents ${event.version}.1`);
  }
  if (declared.version !== event.typeVersion) {
    throw new InputError(
      `'context.type' ${event.type} is not the version that CDEvents ${event.version}.1 has: dev.cdevents.${event.name}.${declared.version}`,
    );
  }
  const typeCheck: MemberChecks = event.version === '0.4' ? { 'type!': oneOf(declared.subject) } : {};
  checkMembers(subject, { ...typeCheck, 'content!': declared.content }, 'subject');
}

function checkLinks(links: unknown): void {
  if (links === undefined) {
    return;
  }
  if (!Array.isArray(links)) {
    throw new InputError("'context.links' is not an array");
  }
  links.forEach((link, index) => {
    const path = `context.links[${index}]`;
    checkMembers(link, { 'linkType!': oneOf(...Object.keys(linkChecks)) }, path);
    checkMembers(link, linkChecks[link.linkType as keyof typeof linkChecks], path);
  });
}
