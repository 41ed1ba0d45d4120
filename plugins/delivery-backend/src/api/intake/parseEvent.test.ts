import { parseEvent } from './parseEvent';

const now = new Date('2026-03-01T12:00:00.000Z');
const commit = 'a'.repeat(40);
const digest = `sha256:${'b'.repeat(64)}`;

const cloudEvent = (over: object = {}) => ({
  specversion: '1.0',
  id: '1',
  source: 'tests',
  type: 'dev.slipway.change.observed.v1',
  time: '2026-03-01T11:59:00+01:00',
  data: { order: { epoch: '0', position: '1' }, facts: { repository: 'github.com/acme/cart', commit } },
  ...over,
});

const withFacts = (facts: object) => cloudEvent({ data: { order: { epoch: '0', position: '1' }, facts } });

const cdevent = (context: object = {}, subject: object = {}) => ({
  context: {
    version: '0.4.1',
    id: '7',
    source: '/ci',
    type: 'dev.cdevents.change.merged.0.2.0',
    timestamp: '2026-03-01T11:59:00.123456Z',
    ...context,
  },
  subject: { id: commit, type: 'change', content: { repository: { id: 'acme/cart', source: 'https://github.com' } }, ...subject },
});

const newer = (context: object = {}, subject: object = {}) =>
  cdevent(
    { version: undefined, specversion: '0.5.1', type: 'dev.cdevents.change.merged.0.3.0', ...context },
    { type: undefined, ...subject },
  );

describe('parseEvent takes', () => {
  const taken: Array<[string, unknown, object]> = [
    [
      "an event of Slipway's own with its instant in UTC",
      cloudEvent(),
      {
        observation: {
          id: '1',
          source: 'tests',
          kind: 'change',
          order: { epoch: '0', position: '1' },
          occurredAt: '2026-03-01T10:59:00.000Z',
          facts: { repository: 'github.com/acme/cart', commit },
        },
      },
    ],
    [
      'an event without a time as one whose time is unknown',
      cloudEvent({ time: undefined }),
      // eslint-disable-next-line jest/no-standalone-expect -- a matcher of the table's row
      { observation: expect.not.objectContaining({ occurredAt: expect.anything() }) },
    ],
    [
      'a subject that is the one of its facts',
      cloudEvent({ subject: `change/github.com/acme/cart/${commit}` }),
      { type: 'dev.slipway.change.observed.v1' },
    ],
    [
      'a type of someone else as unused',
      cloudEvent({ type: 'com.example.thing', data: 'text' }),
      { type: 'com.example.thing', observation: undefined },
    ],
    [
      'a CDEvent about a commit as a change',
      cdevent(),
      {
        observation: {
          id: '7',
          source: '/ci',
          kind: 'change',
          order: { epoch: String(Date.parse('2026-03-01T11:59:00.123Z')), position: '2' },
          occurredAt: '2026-03-01T11:59:00.123Z',
          facts: { repository: 'github.com/acme/cart', commit },
        },
      },
    ],
    ['a CDEvent about a change that names no commit as unused', cdevent({}, { id: 'PR-12' }), { id: '7', observation: undefined }],
    ['a CDEvent with members that its schema does not name', { ...cdevent({ mood: 'good' }), more: true }, { id: '7' }],
    ['a CDEvent 0.5 without the word of its subject', newer(), { observation: expect.objectContaining({ kind: 'change' }) }],
    [
      'a CDEvent in a CloudEvent under the identity of the CloudEvent',
      cloudEvent({ type: 'dev.cdevents.change.merged.0.2.0', data: cdevent() }),
      { id: '1', source: 'tests', observation: expect.objectContaining({ id: '1', source: 'tests' }) },
    ],
    [
      'a type that only the 0.6 draft has, with any content',
      newer({ specversion: '0.6.0-draft', type: 'dev.cdevents.approval.created.0.1.0' }, { content: { anything: 1 } }),
      { type: 'dev.cdevents.approval.created.0.1.0', observation: undefined },
    ],
    [
      'a custom CDEvent with any content',
      cdevent({ type: 'dev.cdeventsx.mytool-quota.exceeded.0.1.0' }, { type: 'quota', content: { user: 1 } }),
      { observation: undefined },
    ],
    [
      'data in base64 whose content is JSON',
      cloudEvent({
        data: undefined,
        data_base64: Buffer.from(JSON.stringify(cloudEvent().data)).toString('base64'),
        datacontenttype: 'application/json',
      }),
      { observation: { kind: 'change' } },
    ],
    [
      'an artifact by the digest in its package URL',
      newer(
        { type: 'dev.cdevents.artifact.packaged.0.3.0' },
        {
          id: `pkg:oci/cart@${digest.replace(':', '%3A')}?repository_url=registry.example/acme/cart&tag=1.4.0`,
          content: { change: { id: commit, source: 'https://github.com/acme/cart.git' } },
        },
      ),
      {
        observation: expect.objectContaining({
          facts: { digest, repository: 'registry.example/acme/cart', tags: ['1.4.0'], commit, sourceRepository: 'github.com/acme/cart' },
        }),
      },
    ],
  ];

  it.each(taken)('%s', (_, event, expected) => {
    expect(parseEvent(event, now)).toMatchObject(expected);
  });
});

describe('parseEvent refuses', () => {
  const refused: Array<[string, unknown, string | RegExp]> = [
    [
      'a manifest that shows a value of a Secret',
      cloudEvent({
        type: 'dev.slipway.manifest-file.observed.v1',
        data: {
          order: { epoch: '0', position: '0' },
          facts: { repository: 'github.com/acme/gitops', blob: '1', text: 'kind: Secret\nstringData: { a: b }\n' },
        },
      }),
      "'data.facts.text' shows a value of a Secret",
    ],
    ['what is no object', 'text', 'The event is not a JSON object'],
    ['an event without a specversion', cloudEvent({ specversion: undefined }), "'specversion' is missing"],
    ['another specversion', cloudEvent({ specversion: '0.3' }), "'specversion' is not 1.0"],
    ['an event without an id', cloudEvent({ id: undefined }), "'id' is missing"],
    ['an empty source', cloudEvent({ source: ' ' }), "'source' is not a non-empty string"],
    ['an id with a control character', cloudEvent({ id: 'a\u0000b' }), "'id' has a control character or half a character"],
    ['a type that is a number', cloudEvent({ type: 3 }), "'type' is not a non-empty string"],
    ['a date that does not exist', cloudEvent({ time: '2026-02-30T10:00:00Z' }), "'time' is not an RFC 3339 instant"],
    ['a time without an offset', cloudEvent({ time: '2026-02-20T10:00:00' }), "'time' is not an RFC 3339 instant"],
    ['an hour that does not exist', cloudEvent({ time: '2026-02-20T24:00:00Z' }), "'time' is not an RFC 3339 instant"],
    [
      'an instant over 10 minutes ahead',
      cloudEvent({ time: '2026-03-01T12:10:01Z' }),
      "'time' is 2026-03-01T12:10:01Z, more than 10 minutes ahead",
    ],
    [
      'an own type that is not known',
      cloudEvent({ type: 'dev.slipway.rumour.observed.v1' }),
      /'type' dev\.slipway\.rumour\.observed\.v1 is not known; .*dev\.slipway\.change\.observed\.v1, /,
    ],
    ['an own type without data', cloudEvent({ data: undefined }), "'data' is missing"],
    ['facts without a member', withFacts({ repository: 'r' }), "'data.facts.commit' is missing"],
    ['facts with a member of another type', withFacts({ repository: 7, commit }), "'data.facts.repository' must be string"],
    [
      'facts with a member that is not declared',
      withFacts({ repository: 'r', commit, colour: 'red' }),
      "'data.facts.colour' is not a member of this kind",
    ],
    [
      'facts with an impossible time',
      withFacts({ repository: 'r', commit, committedAt: '2026-02-30T00:00:00Z' }),
      "'data.facts.committedAt' is not an RFC 3339 instant with a real date",
    ],
    [
      'facts that are ahead of the clock',
      withFacts({ repository: 'r', commit, committedAt: '2026-03-02T00:00:00Z' }),
      "'data.facts.committedAt' is 2026-03-02T00:00:00Z, more than 10 minutes ahead",
    ],
    [
      'an order that is a number',
      cloudEvent({ data: { order: { epoch: 0, position: '1' }, facts: { repository: 'r', commit } } }),
      "'data.order.epoch' must be string",
    ],
    [
      'an order with leading zeros',
      cloudEvent({ data: { order: { epoch: '01', position: '1' }, facts: { repository: 'r', commit } } }),
      "'data.order.epoch' must match pattern",
    ],
    [
      'a subject that its facts are not about',
      cloudEvent({ subject: 'change/other' }),
      "'subject' is change/other, but the facts are about change/github.com/acme/cart/",
    ],
    ['a CDEvent without an id', cdevent({ id: undefined }), "'context.id' is missing"],
    ['a CDEvent with a broken timestamp', cdevent({ timestamp: 'yesterday' }), "'context.timestamp' is not an RFC 3339 instant"],
    ['a CDEvent of a version that is not taken', cdevent({ version: '0.3.0' }), "'context.version' is 0.3.0"],
    ['a CDEvent that says 0.5 where 0.4 says it', cdevent({ version: '0.5.1' }), "'context.version' is 0.5.1"],
    [
      'a CDEvent of an unknown type',
      cdevent({ type: 'dev.cdevents.change.dreamt.0.1.0' }),
      "'context.type' dev.cdevents.change.dreamt.0.1.0 is not a type of CDEvents 0.4.1",
    ],
    [
      'a CDEvent with the type version of another release',
      cdevent({ type: 'dev.cdevents.change.merged.0.3.0' }),
      'is not the version that CDEvents 0.4.1 has: dev.cdevents.change.merged.0.2.0',
    ],
    ['a CDEvent without a subject', { ...cdevent(), subject: undefined }, "'subject' is missing"],
    ['a CDEvent 0.4 without the word of its subject', cdevent({}, { type: undefined }), "'subject.type' is missing"],
    [
      'a CDEvent whose content lacks a member',
      newer({ type: 'dev.cdevents.service.deployed.0.3.0' }, { content: { environment: { id: 'prod' } } }),
      "'subject.content.artifactId' is missing",
    ],
    [
      'a CDEvent whose content has another type',
      cdevent({}, { content: { repository: { id: 5 } } }),
      "'subject.content.repository.id' is not a non-empty string",
    ],
    [
      'a link without its target',
      cdevent({ links: [{ linkType: 'RELATION', linkKind: 'TRIGGER' }] }),
      "'context.links[0].target' is missing",
    ],
    [
      'a CloudEvent whose CDEvent has another type',
      cloudEvent({ type: 'dev.cdevents.change.created.0.3.0', data: cdevent() }),
      "but the CDEvent in 'data' has the type dev.cdevents.change.merged.0.2.0",
    ],
    [
      'a CloudEvent of a CDEvents type without one',
      cloudEvent({ type: 'dev.cdevents.change.created.0.3.0', data: 'text' }),
      "'data' is not a CDEvent",
    ],
  ];

  it.each(refused)('%s', (_, event, message) => {
    expect(() => parseEvent(event, now)).toThrow(message);
  });
});
