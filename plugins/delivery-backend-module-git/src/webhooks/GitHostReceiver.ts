import { InputError, NotAllowedError } from '@backstage/errors';
import { isMembers, Members, membersOf, textOf, WebhookDelivery, WebhookReading, WebhookReceiver } from '@slipway/plugin-delivery-node';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { IncomingHttpHeaders } from 'node:http';
import { commitOf } from '../reduce/members';
import { readDelivery } from '../reduce/readDelivery';
import { GitHostSettings } from '../settings';

/** Takes the deliveries of one Git host. Gitea sends GitHub's headers, signature and shapes beside its own. */
export class GitHostReceiver implements WebhookReceiver {
  readonly connection: string;
  readonly source: string;
  readonly #settings: GitHostSettings;

  constructor(settings: GitHostSettings) {
    this.connection = settings.name;
    this.source = `git/${settings.name}`;
    this.#settings = settings;
  }

  verify({ headers, body }: WebhookDelivery): void {
    const given = headers['x-hub-signature-256'];
    if (typeof given !== 'string' || given === '') {
      throw new NotAllowedError(
        `The delivery is not signed: set the secret of delivery.git '${this.connection}' at the webhook (no X-Hub-Signature-256)`,
      );
    }
    const expected = `sha256=${createHmac('sha256', this.#settings.webhookSecret).update(body).digest('hex')}`;
    if (!isSame(Buffer.from(given), Buffer.from(expected))) {
      throw new NotAllowedError(`The signature is not that of the secret of delivery.git '${this.connection}'`);
    }
  }

  read(headers: IncomingHttpHeaders, payload: unknown): WebhookReading {
    const event = headers['x-github-event'];
    if (typeof event !== 'string' || event === '') {
      throw new InputError("The header 'X-GitHub-Event' is missing");
    }
    if (!isMembers(payload)) {
      throw new InputError('The payload is not a JSON object; set the content type of the webhook to application/json');
    }
    const reading = readDelivery(event, payload, { source: this.source, host: this.#settings.host });
    const hint = event === 'push' ? hintOf(payload) : undefined;
    return 'unused' in reading || hint === undefined ? reading : { ...reading, hint };
  }
}

/** The ref that moved, for the source to read the parents of what came. */
function hintOf({ repository, ref, after }: Members): string | undefined {
  const words = [textOf(membersOf(repository).full_name), textOf(ref), commitOf(after)];
  return words.every(word => word !== undefined && !word.includes(' ')) ? words.join(' ') : undefined;
}

// The length is no secret; in characters it would not be the length in bytes.
function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
