export * from './addressAccess';
export * from './BackOff';
export * from './explainUpstream';
export * from './kubeConfigAccess';
export * from './pause';
export * from './StatusReporter';
export * from './UpstreamClient';
export * from './UpstreamError';
