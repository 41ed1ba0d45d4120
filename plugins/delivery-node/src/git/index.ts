export * from './hideSecrets';
export * from './keyedHash';
export * from './wantedOfGit';
