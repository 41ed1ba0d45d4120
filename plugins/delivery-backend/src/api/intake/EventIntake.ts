import { InputError, NotAllowedError } from '@backstage/errors';
import { IntakeAnswer, subjectOf } from '@slipway/plugin-delivery-common';
import { CredentialBounds } from '@slipway/plugin-delivery-node';
import { RuleSettings } from '../../domain/model';
import { MAXIMUM_IDENTITY_LENGTH, ObservationRecorder } from '../../ingest';
import { PayloadTooLargeError } from '../PayloadTooLargeError';
import { refuseOutside } from './bounds';
import { isDeeperThan, isObject } from './members';
import { LIMITS, RequestEntries } from './parseBody';
import { ParsedEvent, parseEvent } from './parseEvent';

/** An entry that was not taken, with the error that says why. */
export interface RefusedEntry {
  index: number;
  id: string | null;
  error: Error;
}

/** What became of a request's entries; `answer` is what the caller is told. */
export interface IntakeOutcome {
  answer: IntakeAnswer;
  refused: RefusedEntry[];
}

/** Takes entries within the bounds of a credential: reads each, refuses what is wrong by its index and records the rest. */
export class EventIntake {
  constructor(
    private readonly options: {
      recorder: ObservationRecorder;
      rules: Pick<RuleSettings, 'environments'>;
      now: () => Date;
    },
  ) {}

  /** Records what can be taken. It answers after the commit, so that what is accepted is not lost. */
  async take(entries: RequestEntries, body: Buffer, credential: CredentialBounds): Promise<IntakeOutcome> {
    const now = this.options.now();
    const events = entries.mode === 'batch' ? entries.events : [entries.event];
    // No entry is larger than the whole body, so the entries of a small one need no measuring.
    const measured = body.length > LIMITS.event;
    const parsed = new Array<ParsedEvent>();
    const refused = new Array<RefusedEntry>();
    events.forEach((value, index) => {
      try {
        refuseTooMuch(value, index, measured);
        const event = parseEvent(value, now);
        refuseLongNames(event);
        refuseOutside(credential, event, this.options.rules);
        parsed.push(event);
      } catch (error) {
        if (!(error instanceof InputError || error instanceof NotAllowedError || error instanceof PayloadTooLargeError)) {
          throw error;
        }
        refused.push({ index, id: idOf(value), error });
      }
    });
    const results = await this.record(parsed, credential.name, now.toISOString());
    const accepted = results.filter(result => result === 'accepted').length;
    const rejected = refused.map(({ index, id, error }) => ({ index, id, reason: error.message }));
    return { answer: { accepted, duplicates: results.length - accepted, rejected }, refused };
  }

  private async record(events: ParsedEvent[], credential: string, seenAt: string) {
    const { recorder } = this.options;
    const used = events.flatMap(({ observation, payload }) => (observation ? [{ observation, credential, raw: payload }] : []));
    const unused = events
      .filter(event => !event.observation)
      .map(({ id, source, type, payload }) => ({ id, source, type, credential, raw: payload }));
    return [
      ...(used.length > 0 ? await recorder.recordObservations(used, { seenAt }) : []),
      ...(unused.length > 0 ? await recorder.recordUnused(unused, { seenAt }) : []),
    ];
  }
}

function refuseTooMuch(value: unknown, index: number, measured: boolean): void {
  // Before anything walks through it: what is written back as JSON is walked through by recursion.
  if (isDeeperThan(value, LIMITS.levels)) {
    throw new InputError(`The event is nested deeper than ${LIMITS.levels} levels`);
  }
  if (index >= LIMITS.batch) {
    throw new PayloadTooLargeError(`A batch may have ${LIMITS.batch} events; send this one in another`);
  }
  if (measured && Buffer.byteLength(JSON.stringify(value)) > LIMITS.event) {
    throw new PayloadTooLargeError(`The event is larger than ${LIMITS.event} bytes`);
  }
}

// Refused here by its index: the recorder would refuse the whole batch.
function refuseLongNames({ id, source, observation }: ParsedEvent): void {
  const subject = observation ? subjectOf(observation.kind, observation.facts) : '';
  for (const [attribute, value] of Object.entries({ id, source, subject })) {
    if (value.length > MAXIMUM_IDENTITY_LENGTH) {
      throw new InputError(`'${attribute}' has ${value.length} characters; it may have ${MAXIMUM_IDENTITY_LENGTH}`);
    }
  }
}

function idOf(value: unknown): string | null {
  const holder = isObject(value) && isObject(value.context) && value.specversion === undefined ? value.context : value;
  return isObject(holder) && typeof holder.id === 'string' ? holder.id : null;
}
