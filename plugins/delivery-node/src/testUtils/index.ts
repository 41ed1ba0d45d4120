/**
 * Doubles in memory for tests of sources.
 *
 * @packageDocumentation
 */
export * from './FakeNamedImages';
export * from './FakeApiServer';
export * from './FakeSource';
export * from './FakeSourceConnection';
export * from './FakeWantedOfGit';
export * from './StateWaiter';
