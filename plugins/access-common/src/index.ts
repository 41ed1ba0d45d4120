/**
 * Words of access: permissions, the API's types and client.
 *
 * @packageDocumentation
 */
export * from './permissions';
