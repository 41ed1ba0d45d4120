import { AuditorService, AuthService, HttpAuthService } from '@backstage/backend-plugin-api';
import { CredentialBounds, CredentialSource } from '@slipway/plugin-delivery-node';
import express, { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { PayloadTooLargeError } from '../PayloadTooLargeError';
import { Callers } from '../permissions/Callers';
import { credentialOf } from './credentialOf';
import { EventIntake, RefusedEntry } from './EventIntake';
import { LIMITS, parseBody } from './parseBody';

const AUDITED_ENTRIES = 20;

/** The handlers of the intake, in their order: who calls, the body as it was sent, what to do with it. */
export function recordEvents(options: {
  intake: EventIntake;
  callers: Callers;
  credentials: CredentialBounds[];
  credentialSources: CredentialSource[];
  auth: AuthService;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Array<RequestHandler | ErrorRequestHandler> {
  const { intake, callers, auth, httpAuth, auditor } = options;
  const callerOf = new WeakMap<Request, CredentialBounds>();

  const refuse = async (refusal: { request: Request; known: boolean; error: Error; entries?: RefusedEntry[] }) => {
    const { request, known, error, entries } = refusal;
    const event = await auditor.createEvent({
      eventId: 'event-intake',
      severityLevel: 'medium',
      // The auditor asks for the caller, which a request without valid credentials does not have.
      ...(known && { request }),
      meta: {
        ...(!known && { caller: 'not signed in', address: request.ip }),
        ...(entries && {
          refused: entries.length,
          entries: entries.slice(0, AUDITED_ENTRIES).map(({ index, id, error: { message } }) => ({ index, id, reason: message })),
        }),
      },
    });
    await event.fail({ error });
  };

  const identify: RequestHandler = async (request, _response, next) => {
    let known = false;
    try {
      const credentials = await httpAuth.credentials(request, { allow: ['user', 'service'] });
      known = true;
      await callers.requireIntake(credentials);
      const bounded = { configured: options.credentials, sources: options.credentialSources };
      callerOf.set(request, await credentialOf(credentials, bounded, auth));
    } catch (error) {
      if (error instanceof Error && (error.name === 'AuthenticationError' || error.name === 'NotAllowedError')) {
        await refuse({ request, known, error });
      }
      throw error;
    }
    next();
  };

  const readBody = express.raw({ type: () => true, limit: LIMITS.body });
  const nameLimit: ErrorRequestHandler = (error, _request, _response, next) => {
    next(error.type === 'entity.too.large' ? new PayloadTooLargeError(`The body is larger than ${LIMITS.body} bytes`) : error);
  };

  const take: RequestHandler = async (request, response) => {
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const entries = parseBody(request.headers, body);
    const { answer, refused } = await intake.take(entries, body, callerOf.get(request)!);
    const outside = refused.filter(entry => entry.error.name === 'NotAllowedError');
    if (outside.length > 0) {
      await refuse({ request, known: true, error: outside[0].error, entries: outside });
    }
    if (entries.mode === 'single' && refused.length > 0) {
      throw refused[0].error;
    }
    response.status(202).json(answer);
  };

  return [identify, readBody, nameLimit, take];
}
