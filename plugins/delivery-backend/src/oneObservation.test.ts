import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve(__dirname, '../../../docs/guides');

describe('The guide that follows one observation', () => {
  const links = [...readFileSync(join(folder, 'one-observation.md'), 'utf8').matchAll(/\]\(([^)]+)\)/g)].map(match => match[1]);

  it('needs at most nine files', () => {
    expect(links.length).toBeGreaterThan(0);
    expect(links.length).toBeLessThanOrEqual(9);
  });

  it.each(links)('names %s, which exists', link => {
    expect(existsSync(join(folder, link))).toBe(true);
  });
});
