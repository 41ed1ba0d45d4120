import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * A file with entities for a story's catalog.
 * @param {Array<{ kind: string, name: string, annotations?: object, spec: object }>} entities
 */
export function writeEntities(entities) {
  const documents = entities.map(({ kind, name, annotations, spec }) =>
    JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, annotations }, spec }),
  );
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-entities-')), 'catalog.yaml');
  fs.writeFileSync(file, documents.join('\n---\n'));
  return file;
}
