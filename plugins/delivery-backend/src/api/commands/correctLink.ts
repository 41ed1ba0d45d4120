import { AuditorService, HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express, { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { DeliveryCommands, LinkCorrectionRequest } from '../../commands';
import { Callers } from '../permissions/Callers';

const LONGEST_NOTE = 500;

/** The handlers of `POST /services/…/links`: only people decide, and every decision, allowed or refused, is an audit event. */
export function correctLink(options: {
  commands: DeliveryCommands;
  callers: Callers;
  httpAuth: HttpAuthService;
  auditor: AuditorService;
}): Array<RequestHandler | ErrorRequestHandler> {
  const { commands, callers, httpAuth, auditor } = options;
  const take: RequestHandler = async (request, response) => {
    const credentials = await httpAuth.credentials(request, { allow: ['user'] });
    const { namespace, kind, name } = request.params;
    const ref = `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
    const event = await auditor.createEvent({ eventId: 'link-correct', severityLevel: 'medium', request, meta: { service: ref } });
    try {
      await callers.requireLinkCorrection(ref, credentials);
      const { visibility } = await callers.sightOf(credentials);
      const body = parseBody(request);
      const made = await commands.correctLink({ ref, ...body, by: credentials.principal.userEntityRef, visibility });
      await event.success({ meta: { image: made.image, commit: made.commit } });
      response.status(201).json(made);
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  };
  return [express.json({ limit: '16kb' }), take];
}

function parseBody({ body }: Request): Pick<LinkCorrectionRequest, 'image' | 'commit' | 'note'> {
  if (typeof body !== 'object' || body === null) {
    throw new InputError('The body is no JSON object; set the content type to application/json');
  }
  const unknown = Object.keys(body).find(key => !['image', 'commit', 'note'].includes(key));
  if (unknown !== undefined) {
    throw new InputError(`'${unknown}' is not known; known are image, commit and note`);
  }
  const { image, commit, note } = body as Record<string, unknown>;
  if (typeof image !== 'string' || image === '') {
    throw new InputError(`'image' must be an image reference, as the service's page shows it`);
  }
  if (commit !== null && (typeof commit !== 'string' || !/^[0-9a-f]{7,64}$/i.test(commit))) {
    throw new InputError(`'commit' must be seven characters of a commit id or more, or null where the image is of none`);
  }
  if (typeof note !== 'string' || note.trim() === '' || note.length > LONGEST_NOTE) {
    throw new InputError(`'note' must say why, in 1 to ${LONGEST_NOTE} characters`);
  }
  return { image, commit, note: note.trim() };
}
