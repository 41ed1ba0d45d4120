import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageIn, setImage } from '../ci/setImage.js';

const before = `namespace: slots-dev
resources: []
images:
  - name: slots
    newName: registry.example.com/shop/slots
`;
const digestOf = letter => `sha256:${letter.repeat(64)}`;
const first = { version: '0.1.1', digest: digestOf('a') };
const second = { version: '0.1.2', digest: digestOf('b') };

test('the first image lets the service run', () => {
  assert.equal(imageIn(before), undefined);
  assert.equal(
    setImage(before, first),
    `namespace: slots-dev
resources:
  - ../../base
images:
  - name: slots
    newName: registry.example.com/shop/slots
    newTag: "0.1.1"
    digest: ${digestOf('a')}
`,
  );
});

test('the next image takes the place of the one before', () => {
  const written = setImage(setImage(before, first), second);
  assert.deepEqual(imageIn(written), second);
  assert.equal(written.includes('0.1.1'), false);
  // An editor may have taken the last line's end.
  assert.equal(setImage(setImage(before, first).trimEnd(), second).match(/digest/g).length, 1);
});

test('a file without an image entry is refused', () => {
  assert.throws(() => setImage('resources: []\n', first), /no images entry/);
});
