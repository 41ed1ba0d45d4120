export * from './DatabaseRecorder';
export * from './Hints';
export * from './RawRetention';
export * from './Recorder';
export { runSources } from './runSources';
