import { MemberChecks, filledText, oneOf, text, texts, uri, uriReference } from './memberChecks';

/** The versions of CDEvents whose content is checked, named by their first two numbers. */
export type CheckedVersion = '0.4' | '0.5';

/** What a type asks of an event: its own version, the word of its subject (said in 0.4 only) and the members of `subject.content`. */
export interface EventType {
  version: string;
  subject: string;
  content: MemberChecks;
}

const reference: MemberChecks = { 'id!': filledText, source: uriReference };
const inRepository: MemberChecks = { repository: reference };
const sbom: MemberChecks = { 'uri!': uriReference };
const incident: MemberChecks = { 'environment!': reference, description: text, service: reference, artifactId: filledText };
const deployed: MemberChecks = { 'environment!': reference, 'artifactId!': filledText };
const suiteReference: MemberChecks = { 'id!': filledText, source: text };
const testKind = oneOf('performance', 'functional', 'unit', 'security', 'compliance', 'integration', 'e2e', 'other');
const trigger: MemberChecks = { type: oneOf('manual', 'pipeline', 'event', 'schedule', 'other'), uri };
const testCase: MemberChecks = { 'id!': filledText, version: text, name: text, type: testKind, uri };
const testSuite: MemberChecks = { 'id!': filledText, version: text, name: text, uri };
const severity = oneOf('low', 'medium', 'high', 'critical');
const oldOutcome = oneOf('pass', 'fail', 'cancel', 'error');
const outcome = oneOf('success', 'failure', 'cancel', 'error');
const caseRun: MemberChecks = { 'environment!': reference, testSuiteRun: suiteReference, testCase };
const suiteRun: MemberChecks = { 'environment!': reference, testSuite };
const verdict: MemberChecks = { severity, reason: text };
const ticket: MemberChecks = {
  summary: text,
  ticketType: text,
  group: text,
  creator: filledText,
  assignees: texts,
  priority: text,
  labels: texts,
  milestone: text,
  'uri!': uriReference,
};
const repository: MemberChecks = { name: text, owner: text };

const types: Record<CheckedVersion, Map<string, EventType>> = { '0.4': new Map(), '0.5': new Map() };

// What 0.4.1 and 0.5.1 ask of a type; 0.5.1 raised every type's minor version by one.
function declare(subject: string, predicate: string, minor: number, content: MemberChecks, contentOf05: MemberChecks = content) {
  const name = `${subject.toLowerCase()}.${predicate}`;
  types['0.4'].set(name, { version: `0.${minor}.0`, subject, content });
  types['0.5'].set(name, { version: `0.${minor + 1}.0`, subject, content: contentOf05 });
}

declare('artifact', 'deleted', 1, { user: filledText });
declare('artifact', 'downloaded', 1, { user: filledText });
declare('artifact', 'packaged', 2, { 'change!': reference, sbom });
declare('artifact', 'published', 2, { sbom, user: filledText });
declare('artifact', 'signed', 2, { 'signature!': filledText });
declare('branch', 'created', 2, inRepository);
declare('branch', 'deleted', 2, inRepository);
declare('build', 'finished', 2, { artifactId: text });
declare('build', 'queued', 2, {});
declare('build', 'started', 2, {});
declare('change', 'abandoned', 2, inRepository);
declare('change', 'created', 3, { ...inRepository, description: filledText });
declare('change', 'merged', 2, inRepository);
declare('change', 'reviewed', 2, inRepository);
declare('change', 'updated', 2, inRepository);
declare('environment', 'created', 2, { name: text, url: text }, { name: text, uri });
declare('environment', 'deleted', 2, { name: text });
declare('environment', 'modified', 2, { name: text, url: text }, { name: text, uri });
declare('incident', 'detected', 2, incident);
declare('incident', 'reported', 2, { ...incident, 'ticketURI!': uri });
declare('incident', 'resolved', 2, incident);
declare(
  'pipelineRun',
  'finished',
  2,
  { pipelineName: text, url: text, outcome: text, errors: text },
  { pipelineName: text, uri, outcome, errors: text },
);
declare('pipelineRun', 'queued', 2, { pipelineName: text, url: text }, { pipelineName: text, uri });
declare('pipelineRun', 'started', 2, { 'pipelineName!': text, 'url!': text }, { 'pipelineName!': text, 'uri!': uri });
declare(
  'repository',
  'created',
  2,
  { 'name!': filledText, owner: text, 'url!': filledText, viewUrl: text },
  { 'name!': filledText, owner: text, 'uri!': uri, viewUrl: uri },
);
declare('repository', 'deleted', 2, { ...repository, url: text, viewUrl: text }, { ...repository, uri, viewUrl: uri });
declare('repository', 'modified', 2, { ...repository, url: text, viewUrl: text }, { ...repository, uri, viewUrl: uri });
declare('service', 'deployed', 2, deployed);
declare('service', 'published', 2, { environment: reference });
declare('service', 'removed', 2, { environment: reference });
declare('service', 'rolledback', 2, deployed);
declare('service', 'upgraded', 2, deployed);
declare(
  'taskRun',
  'finished',
  2,
  { taskName: text, url: text, pipelineRun: reference, outcome: text, errors: text },
  { taskName: text, uri, pipelineRun: reference, outcome: text, errors: text },
);
declare('taskRun', 'started', 2, { taskName: text, url: text, pipelineRun: reference }, { taskName: text, uri, pipelineRun: reference });
declare('testCaseRun', 'finished', 2, { ...caseRun, ...verdict, 'outcome!': oldOutcome }, { ...caseRun, ...verdict, 'outcome!': outcome });
declare('testCaseRun', 'queued', 2, { ...caseRun, trigger });
declare('testCaseRun', 'skipped', 1, { environment: reference, testSuiteRun: suiteReference, testCase, reason: text });
declare('testCaseRun', 'started', 2, { ...caseRun, trigger });
declare('testOutput', 'published', 2, {
  'outputType!': oneOf('report', 'video', 'image', 'log', 'other'),
  'format!': text,
  uri,
  testCaseRun: suiteReference,
});
declare(
  'testSuiteRun',
  'finished',
  2,
  { ...suiteRun, ...verdict, 'outcome!': oldOutcome },
  { ...suiteRun, ...verdict, 'outcome!': outcome },
);
declare('testSuiteRun', 'queued', 2, { ...suiteRun, trigger });
declare('testSuiteRun', 'started', 2, { ...suiteRun, trigger });
declare('ticket', 'closed', 1, { ...ticket, 'resolution!': filledText, updatedBy: text });
declare('ticket', 'created', 1, { ...ticket, 'summary!': text, 'creator!': filledText });
declare('ticket', 'updated', 1, { ...ticket, updatedBy: text });

/** What a version of CDEvents asks of `<subject>.<predicate>`, if it has that type. */
export function eventTypeOf(version: CheckedVersion, name: string): EventType | undefined {
  return types[version].get(name);
}
