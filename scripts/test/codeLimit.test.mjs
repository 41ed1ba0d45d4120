import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { listFiles, root } from '../checkout.mjs';

const MOST_LINES = 2500;

/** Not code of them: tests, what the lab is seeded with, and the lab's story, which is a test. */
const isLeftOut = file => /\.test\.mjs$|^scripts\/test\/|^lab\/(seeds\/|story)/.test(file);
const isCode = line => !/^\s*(\/\/|\/\*|\*|$)/.test(line);

test(`scripts/ and lab/ together have at most ${MOST_LINES} lines of code`, t => {
  const files = listFiles(['scripts', 'lab'].map(name => path.join(root, name)))
    .map(file => path.relative(root, file))
    .filter(file => /\.[cm]js$/.test(file) && !isLeftOut(file));
  const lines = files.flatMap(file => fs.readFileSync(path.join(root, file), 'utf8').split('\n').filter(isCode));
  t.diagnostic(`${lines.length} lines in ${files.length} files`);
  assert.ok(lines.length <= MOST_LINES, `${lines.length} lines: simplify before adding to them`);
});
