import { RequestHandler } from 'express';
import { isObject } from './intake/members';

/** Lets every answer that shows something of the record say that it is invented. */
export const markDemo: RequestHandler = (request, response, next) => {
  if (request.method === 'GET' && request.path !== '/openapi.json') {
    const reply = response.json.bind(response);
    response.json = body => reply(response.statusCode < 400 && isObject(body) ? { ...body, demo: true } : body);
  }
  next();
};
