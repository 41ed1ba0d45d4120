import { HttpAuthService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { DeliveryOperations, OBSERVATION_KINDS, observationSchemas } from '@slipway/plugin-delivery-common';
import { ErrorRequestHandler, Request, RequestHandler, Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { RuleSettings } from '../domain/model';
import { OpenApiDocument } from './document/OpenApiDocument';
import { parseQuery } from './document/parseQuery';
import { parseSpan } from './document/parseSpan';
import { AuthorizedDeliveryQueries } from './permissions/AuthorizedDeliveryQueries';
import { Callers } from './permissions/Callers';
import { ChangeHub } from './stream/ChangeHub';
import { openStream } from './stream/openStream';
import { parseRule, tryRule } from './tryRule';

type QueryOf<Id extends keyof DeliveryOperations> = NonNullable<DeliveryOperations[Id]['parameters']['query']>;
type WithDefaults<Query, Names extends keyof Query> = Query & Required<Pick<Query, Names>>;

/** The routes of the API, each under the operation that the document describes. */
export function createRouter(options: {
  document: OpenApiDocument;
  queries: AuthorizedDeliveryQueries;
  callers: Callers;
  hub: ChangeHub;
  rules: RuleSettings;
  httpAuth: HttpAuthService;
  recordEvents: Array<RequestHandler | ErrorRequestHandler>;
  receiveWebhooks: Array<RequestHandler | ErrorRequestHandler>;
  correctLink: Array<RequestHandler | ErrorRequestHandler>;
}): Router {
  const { document, queries, callers, hub, rules, httpAuth } = options;
  const router = PromiseRouter();

  const callerOf = (request: Request) => httpAuth.credentials(request, { allow: ['user', 'service'] });
  const queryOf = <Query>(request: Request, operationId: keyof DeliveryOperations) =>
    parseQuery(request.originalUrl, document.queryParameters(operationId)) as Query;

  router.get('/openapi.json', (request, response) => {
    queryOf(request, 'getOpenApiDocument');
    response.json(document.content);
  });

  router.post('/events', ...options.recordEvents);
  router.post('/webhooks/:connection', ...options.receiveWebhooks);

  router.get('/schemas/:kind', (request, response) => {
    queryOf(request, 'getSchema');
    const kind = OBSERVATION_KINDS.find(item => item === request.params.kind);
    if (!kind) {
      throw new NotFoundError(`There is no kind '${request.params.kind}'; the kinds are ${OBSERVATION_KINDS.join(', ')}`);
    }
    response.type('application/schema+json').send(JSON.stringify(observationSchemas[kind]));
  });

  router.get('/services', async (request, response) => {
    const { limit, cursor, sort, ...filter } = queryOf<WithDefaults<QueryOf<'listServices'>, 'limit' | 'sort'>>(request, 'listServices');
    response.json(await queries.listServices({ limit, cursor, sort, filter }, await callerOf(request)));
  });

  router.get('/services/counts', async (request, response) => {
    const filter = queryOf<QueryOf<'countServices'>>(request, 'countServices');
    response.json(await queries.countServices({ filter }, await callerOf(request)));
  });

  router.get('/services/:namespace/:kind/:name', async (request, response) => {
    queryOf(request, 'getService');
    const { namespace, kind, name } = request.params;
    const ref = `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
    response.json(await queries.getService({ ref }, await callerOf(request)));
  });

  router.get('/services/:namespace/:kind/:name/changes', async (request, response) => {
    const { limit, cursor } = queryOf<WithDefaults<QueryOf<'listChanges'>, 'limit'>>(request, 'listChanges');
    const { namespace, kind, name } = request.params;
    const ref = `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
    response.json(await queries.listChanges({ ref, limit, cursor }, await callerOf(request)));
  });

  router.get('/services/:namespace/:kind/:name/workloads', async (request, response) => {
    queryOf(request, 'listWorkloads');
    const { namespace, kind, name } = request.params;
    const ref = `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
    response.json(await queries.listWorkloads({ ref }, await callerOf(request)));
  });

  router.post('/services/:namespace/:kind/:name/links', ...options.correctLink);

  router.get('/changes/:commit', async (request, response) => {
    queryOf(request, 'getChange');
    response.json(await queries.findChange({ name: request.params.commit }, await callerOf(request)));
  });

  router.get('/compare', async (request, response) => {
    const { service: ref, from, to } = queryOf<QueryOf<'compareEnvironments'>>(request, 'compareEnvironments');
    response.json(await queries.compare({ ref: ref.toLocaleLowerCase('en-US'), from, to }, await callerOf(request)));
  });

  router.get('/artifacts/:digest', async (request, response) => {
    queryOf(request, 'getArtifact');
    response.json(await queries.getArtifact({ digest: request.params.digest }, await callerOf(request)));
  });

  router.get('/deployments', async (request, response) => {
    const { limit, cursor, sort, ...filter } = queryOf<WithDefaults<QueryOf<'listDeployments'>, 'limit' | 'sort'>>(
      request,
      'listDeployments',
    );
    response.json(await queries.listDeployments({ limit, cursor, sort, filter: parseSpan(filter) }, await callerOf(request)));
  });

  router.get('/deployments/:id', async (request, response) => {
    queryOf(request, 'getDeployment');
    response.json(await queries.getDeployment({ id: request.params.id }, await callerOf(request)));
  });

  router.get('/unclaimed', async (request, response) => {
    const page = queryOf<WithDefaults<QueryOf<'listUnclaimed'>, 'limit'>>(request, 'listUnclaimed');
    response.json(await queries.listUnclaimed(page, await callerOf(request)));
  });

  router.get('/unclaimed/:id', async (request, response) => {
    queryOf(request, 'getUnclaimed');
    response.json(await queries.getService({ ref: `unclaimed:${request.params.id}` }, await callerOf(request)));
  });

  router.get('/applications', async (request, response) => {
    const query = queryOf<WithDefaults<QueryOf<'listApplications'>, 'limit' | 'sort'>>(request, 'listApplications');
    response.json(await queries.listApplications(query, await callerOf(request)));
  });

  router.get('/sources', async (request, response) => {
    queryOf(request, 'listSources');
    const items = await queries.listSources(await callerOf(request));
    response.json({ items, nextCursor: null, environments: rules.environments.map(environment => environment.name) });
  });

  router.get('/stream', async (request, response) => {
    queryOf(request, 'streamChanges');
    await openStream({ request, response, credentials: await callerOf(request), callers, hub });
  });

  router.get('/rules/try', async (request, response) => {
    const rule = parseRule(queryOf<QueryOf<'tryRule'>>(request, 'tryRule').rule);
    response.json(await tryRule(rule, rules, await queries.ruleTrial(await callerOf(request))));
  });

  return router;
}
