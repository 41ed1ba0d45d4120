/**
 * Words of access: permissions, the API's types and client.
 *
 * @packageDocumentation
 */
export * from './api';
export * from './permissions';
