export * from './application';
export * from './facts';
export * from './observation';
export * from './order';
