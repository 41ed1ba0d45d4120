/** The pure rules of the delivery record: observations in, what is said of them out. */
export * from './applications/canExtend';
export * from './applications/foldApplication';
export * from './bindings/bindApplication';
export * from './bindings/claimsOf';
export * from './bindings/serviceRules';
export * from './compareObservations';
export * from './environments/clusterOf';
export * from './environments/environmentOf';
export * from './environments/parseEnvironmentRules';
export * from './fleet/findConflicts';
export * from './fleet/overlaySilence';
export * from './fleet/projectService';
export * from './model';
export * from './projectRecord';
export * from './versions/versionName';
export * from './words/cellWords';
