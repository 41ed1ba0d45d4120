export * from './fields';
export * from './followChanges';
export * from './KubernetesApi';
export * from './ObjectParser';
export * from './wholeLines';
