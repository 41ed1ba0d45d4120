import {
  AuditorService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError } from '@backstage/errors';
import { AuthorizeResult, BasicPermission } from '@backstage/plugin-permission-common';
import {
  accessTokenCreatePermission,
  accessTokenReadPermission,
  accessTokenRevokePermission,
  ConfiguredCredential,
  MachineToken,
  MadeToken,
  NewMachineToken,
} from '@slipway/plugin-access-common';
import express, { Request, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { explain, rolesInWords } from '../domain/policy/explain';
import { EntityFeatures, HeldPolicy } from '../domain/policy/model';
import { PERMISSION_WORDS } from '../domain/policy/permissionWords';
import { parseNewToken } from './parseNewToken';

/** What the API is served with. */
export interface AccessApiOptions {
  document: unknown;
  source: { current(): HeldPolicy };
  tokens: {
    list(): Promise<MachineToken[]>;
    create(asked: NewMachineToken, by: string): Promise<MadeToken>;
    revoke(id: string, by: string): Promise<MachineToken>;
  };
  entities: { find(ref: string, credentials: BackstageCredentials): Promise<EntityFeatures & { ref: string }> };
  configured: ConfiguredCredential[];
  accepted: boolean;
  auditor: AuditorService;
  httpAuth: HttpAuthService;
  permissions: PermissionsService;
  userInfo: UserInfoService;
}

/** The routes of the API, as its document describes them. */
export function createRouter(options: AccessApiOptions): Router {
  const { source, tokens, entities, auditor, httpAuth, permissions, userInfo } = options;
  const router = PromiseRouter();
  // Only people ask about themselves, and make or end tokens.
  const callerOf = (request: Request) => httpAuth.credentials(request, { allow: ['user'] });
  const may = async (wanted: BasicPermission[], credentials: BackstageCredentials) =>
    (
      await permissions.authorize(
        wanted.map(permission => ({ permission })),
        { credentials },
      )
    ).map(({ result }) => result === AuthorizeResult.ALLOW);
  const requireAllowed = async (permission: BasicPermission, credentials: BackstageCredentials) => {
    if (!(await may([permission], credentials))[0]) {
      throw new NotAllowedError(`This needs the permission ${permission.name}`);
    }
  };
  /** Runs a command as an audited event, allowed or refused. */
  const command = async <T>(
    asked: { request: Request; eventId: string; permission: BasicPermission; meta: () => object },
    run: (credentials: BackstageCredentials<BackstageUserPrincipal>) => Promise<T>,
  ): Promise<T> => {
    const credentials = await callerOf(asked.request);
    const event = await auditor.createEvent({
      eventId: asked.eventId,
      severityLevel: 'medium',
      request: asked.request,
      meta: JSON.parse(JSON.stringify(asked.meta())),
    });
    try {
      await requireAllowed(asked.permission, credentials);
      const result = await run(credentials);
      await event.success();
      return result;
    } catch (error) {
      await event.fail({ error: error as Error });
      throw error;
    }
  };

  router.get('/openapi.json', (_request, response) => {
    response.json(options.document);
  });

  router.get('/me', async (request, response) => {
    const credentials = await callerOf(request);
    const info = await userInfo.getUserInfo(credentials);
    const person = { ref: info.userEntityRef, ownership: info.ownershipEntityRefs.map(ref => ref.toLowerCase()) };
    const named = textOf(request, 'entity');
    const environment = textOf(request, 'environment');
    const found = named === undefined ? undefined : await entities.find(named, credentials);
    const entity = found && { ...found, ...(environment !== undefined && { environments: [environment] }) };
    const { policy, problem } = source.current();
    response.json({
      person: person.ref,
      policy: policy.name,
      problem: problem ?? null,
      roles: rolesInWords(policy, person),
      entity: entity ?? null,
      items: PERMISSION_WORDS.map(permission => ({
        permission: permission.name,
        area: permission.area,
        title: permission.title,
        ...explain(policy, person, permission, entity),
      })),
    });
  });

  router.get('/tokens', async (request, response) => {
    const credentials = await callerOf(request);
    await requireAllowed(accessTokenReadPermission, credentials);
    const [mayCreate, mayRevoke] = await may([accessTokenCreatePermission, accessTokenRevokePermission], credentials);
    const { accepted, configured } = options;
    response.json({ accepted, mayCreate, mayRevoke, items: await tokens.list(), configured });
  });

  router.post('/tokens', express.json({ limit: '64kb' }), async (request, response) => {
    const meta = () => ({ name: (request.body as { name?: unknown } | undefined)?.name ?? null });
    const made = await command({ request, eventId: 'token-create', permission: accessTokenCreatePermission, meta }, credentials =>
      tokens.create(parseNewToken(request.body), credentials.principal.userEntityRef),
    );
    response.set('cache-control', 'no-store').status(201).json(made);
  });

  router.delete('/tokens/:id', async (request, response) => {
    const meta = () => ({ id: request.params.id });
    response.json(
      await command({ request, eventId: 'token-revoke', permission: accessTokenRevokePermission, meta }, credentials =>
        tokens.revoke(request.params.id, credentials.principal.userEntityRef),
      ),
    );
  });

  return router;
}

function textOf(request: Request, name: string): string | undefined {
  const value = request.query[name];
  if (value === undefined || value === '') {
    return undefined;
  }
  if (typeof value !== 'string' || value.length > 400) {
    throw new InputError(`The query parameter '${name}' is taken once, with at most 400 characters`);
  }
  return value;
}
