export * from './application';
export * from './facts';
export * from './gitHost';
export * from './manifests';
export * from './observation';
export * from './order';
export * from './registry';
export * from './runtime';
