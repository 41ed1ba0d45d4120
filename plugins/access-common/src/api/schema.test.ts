import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const root = resolve(__dirname, '../../../..');

describe('the generated types', () => {
  it('are those of the OpenAPI document', async () => {
    const command = [
      resolve(root, 'node_modules/openapi-typescript/bin/cli.js'),
      resolve(root, 'plugins/access-backend/src/api/openapi.yaml'),
      '--output',
      resolve(__dirname, 'schema.gen.ts'),
      '--check',
    ];
    // It fails with what to do: run the same without --check.
    await expect(promisify(execFile)(process.execPath, command, { cwd: root })).resolves.toBeDefined();
  }, 60_000);
});
