// Preloaded into what the launcher starts: stdin is a pipe from it, and its
// end means that the launcher was killed.
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.stdin.on('end', () => process.exit(1)).resume();
  process.stdin.unref();
}
