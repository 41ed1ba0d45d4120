import { NextFunction, Request, Response } from 'express';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { readDemoSettings } from './demoSettings';
import { refuseElsewhere } from './refuseElsewhere';

/**
 * The HTTP service, which while the demo is on refuses everything that did not come straight from this machine, before any plugin
 * sees it: a token of the demo is worth as little as its sign-in.
 */
export const demoGuard = rootHttpRouterServiceFactory({
  configure({ app, config, middleware, applyDefaults }) {
    if (readDemoSettings(config)) {
      app.use((request: Request, _response: Response, next: NextFunction) => {
        refuseElsewhere(request.headers);
        next();
      }, middleware.error());
    }
    applyDefaults();
  },
});
