/**
 * Sockets of the delivery plugin: what a source implements and where modules hand it in.
 *
 * @packageDocumentation
 */
export * from './Breath';
export * from './credentials';
export * from './deliverySource';
export * from './extensions';
export * from './git';
export * from './hashFacts';
export * from './namedImages';
export * from './instants';
export * from './kubernetes';
export * from './observe';
export * from './read';
export * from './upstream';
export * from './Wakeup';
export * from './webhooks';
