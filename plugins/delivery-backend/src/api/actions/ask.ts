import { AuditorService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';

/** Who asks, as an audit event names them; credentials of neither a user nor a service are refused before. */
function nameOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as { userEntityRef?: string; subject?: string };
  return userEntityRef ?? subject ?? 'unknown';
}

/** Answers one question, as far as its caller may see, and audits that it was asked, answered or refused. */
export type Ask = <Answer>(
  question: string,
  asked: { input: JsonObject; credentials: BackstageCredentials },
  answer: () => Promise<Answer>,
) => Promise<{ output: Answer }>;

/** Asks with an audit event for each question. */
export function audited(auditor: AuditorService): Ask {
  return async (question, { input, credentials }, answer) => {
    const meta = { question, input, by: nameOf(credentials) };
    const event = await auditor.createEvent({ eventId: 'record-ask', severityLevel: 'low', meta });
    try {
      const output = await answer();
      await event.success();
      return { output };
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  };
}
