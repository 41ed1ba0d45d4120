import { createHmac } from 'node:crypto';
import { GitHostReceiver } from './GitHostReceiver';

const webhookSecret = 'a secret of sixteen';
const receiver = new GitHostReceiver({ name: 'github', system: 'github', host: 'github.com', webhookSecret });
const body = Buffer.from('{"zen":"ö"}');
const signature = `sha256=${createHmac('sha256', webhookSecret).update(body).digest('hex')}`;

describe('what a Git host sends', () => {
  it('is taken when the signature is that of the secret', () => {
    expect(() => receiver.verify({ headers: { 'x-hub-signature-256': signature }, body })).not.toThrow();
  });

  it.each([
    ['without a signature', undefined, /is not signed: set the secret of delivery.git 'github'/],
    ['with an empty one', '', /is not signed/],
    ['with another', signature.replace(/.$/, last => (last === '0' ? '1' : '0')), /not that of the secret/],
    ['with a shorter one', 'sha256=abc', /not that of the secret/],
    ['with one that is no ASCII', `sha256=${'ö'.repeat(64)}`, /not that of the secret/],
  ])('is refused %s', (_, given, message) => {
    expect(() => receiver.verify({ headers: { 'x-hub-signature-256': given }, body })).toThrow(
      expect.objectContaining({ name: 'NotAllowedError', message: expect.stringMatching(message) }),
    );
  });

  it('is refused when the body is not what was signed', () => {
    expect(() => receiver.verify({ headers: { 'x-hub-signature-256': signature }, body: Buffer.from('{"zen":"o"}') })).toThrow(
      'not that of the secret',
    );
  });

  it('is counted by its event when the record does not use it', () => {
    expect(receiver.read({ 'x-github-event': 'star' }, {})).toEqual({ unused: 'star' });
  });

  it.each([
    ['an event without a name', {}, {}, "The header 'X-GitHub-Event' is missing"],
    ['a payload that is a list', { 'x-github-event': 'push' }, [], 'not a JSON object'],
    ['a push without a ref', { 'x-github-event': 'push' }, { repository: { full_name: 'acme/cart' } }, "'ref' is missing"],
    [
      'a run of no commit',
      { 'x-github-event': 'workflow_run' },
      { repository: { full_name: 'a/b' }, workflow_run: { id: 1 } },
      "'workflow_run.head_sha' is no commit id",
    ],
    [
      'a pull request without a number',
      { 'x-github-event': 'pull_request' },
      { pull_request: { head: {} } },
      'is no number of a pull request',
    ],
  ])('is refused with its name: %s', (_, headers, payload, message) => {
    expect(() => receiver.read(headers, payload)).toThrow(message);
  });

  it('is an artifact when it is an image with a whole digest, and says nothing of its commit', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const version = {
      package_url: 'ghcr.io/acme/cart:v1',
      target_oid: 'b'.repeat(40),
      updated_at: '2026-01-02T03:04:05Z',
      container_metadata: { tag: { name: 'v1', digest } },
    };
    expect(receiver.read({ 'x-github-event': 'package' }, { package: { package_version: version } })).toMatchObject({
      observations: [
        { kind: 'artifact', occurredAt: '2026-01-02T03:04:05.000Z', facts: { digest, repository: 'ghcr.io/acme/cart', tags: ['v1'] } },
      ],
    });
  });
});
