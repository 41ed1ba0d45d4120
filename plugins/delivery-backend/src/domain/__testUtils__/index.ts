export * from './histories';
export * from './simulateHistory';
