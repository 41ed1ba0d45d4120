// node ci/setImage.js FILE VERSION DIGEST     writes an image into the kustomization of an environment
// node ci/setImage.js FILE --from FILE        writes the one that another environment runs
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The image that a kustomization asks for; undefined before the first. */
export function imageIn(text) {
  const version = /^ +newTag: "?([^"\n]+)"?$/m.exec(text)?.[1];
  const digest = /^ +digest: (sha256:[0-9a-f]{64})$/m.exec(text)?.[1];
  return version && digest ? { version, digest } : undefined;
}

/** The kustomization with another image; the first one lets the service run. */
export function setImage(text, { version, digest }) {
  const written = text
    .replace(/^ +(newTag|digest):.*\n?/gm, '')
    .replace(/^( +)newName: .+$/m, `$&\n$1newTag: "${version}"\n$1digest: ${digest}`)
    .replace(/^resources: \[\]$/m, 'resources:\n  - ../../base');
  if (imageIn(written) === undefined) {
    throw new Error('The kustomization has no images entry with a newName to write the image below');
  }
  return written;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [file, version, digest] = process.argv.slice(2);
  const image = version === '--from' ? imageIn(readFileSync(digest, 'utf8')) : { version, digest };
  if (!image) {
    throw new Error(`${digest} asks for no image yet: deliver to that environment first`);
  }
  writeFileSync(file, setImage(readFileSync(file, 'utf8'), image));
  console.log(image.version);
}
