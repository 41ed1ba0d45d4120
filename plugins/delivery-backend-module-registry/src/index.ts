/**
 * Image registries as sources of the delivery record: what an image says of itself, once per digest.
 *
 * @packageDocumentation
 */
export { deliveryModuleRegistry as default } from './module';
