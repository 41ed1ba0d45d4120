export * from './DatabaseRecorder';
export * from './RawRetention';
export * from './Recorder';
export { runSources } from './runSources';
