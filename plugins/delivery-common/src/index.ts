/**
 * Words of the delivery record: observations and their facts, permissions, the API's types and client.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './observations';
export * from './permissions';
export * from './schemas';
