export * from './DatabaseRecorder';
export * from './RawRetention';
export * from './Recorder';
export { runSources, type SourceRunnerOptions } from './runSources';
