import { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Request } from 'express';

/** Where the sign-in's events go. */
export type Audit = Pick<AuditorService, 'createEvent'>;

/** Runs an action as an audited event, which says from where it was asked and whether it was refused, never the secrets. */
export async function audited<T>(audit: Audit, eventId: string, request: Request, action: () => Promise<T>): Promise<T> {
  const event = await audit.createEvent({
    eventId,
    severityLevel: 'medium',
    // The request itself is not handed on: the auditor would read its bearer as a Backstage token and refuse the sign-in's key.
    meta: { ip: request.ip, userAgent: request.get('user-agent') },
  });
  try {
    const result = await action();
    await event.success();
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
