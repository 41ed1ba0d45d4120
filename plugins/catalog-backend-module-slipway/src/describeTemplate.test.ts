import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { describeTemplate } from './describeTemplate';
import { TemplateProvider } from './TemplateProvider';

const folder = path.resolve(__dirname, '../../../templates');
const file = path.join(folder, 'node-service/template.yaml');
const described = (canMake: boolean) =>
  describeTemplate(file, readFileSync(file, 'utf8'), { environments: ['test', 'live'], canMake }) as unknown as {
    metadata: { description: string; annotations: Record<string, string> };
    spec: { parameters: Array<{ description?: string; properties: Record<string, { items: unknown; default: unknown }> }> };
  };

describe('a template of Slipway', () => {
  it('offers the environments of the installation', () => {
    const { environments } = described(true).spec.parameters[1].properties;
    expect([environments.items, environments.default]).toEqual([{ type: 'string', enum: ['test', 'live'] }, ['test', 'live']]);
  });

  it('says before anybody fills it in that it needs a Git host', () => {
    expect(described(true).spec.parameters[0].description).toBeUndefined();
    expect(described(false).spec.parameters[0].description).toContain('It cannot run here yet');
    expect(described(false).metadata.description).toContain('It needs a Git host');
  });

  it('is listed with the file that its steps read their folders from', async () => {
    const mutations = new Array<EntityProviderMutation>();
    const connection = {
      applyMutation: async (mutation: EntityProviderMutation) => void mutations.push(mutation),
      refresh: async () => {},
    };
    await new TemplateProvider(folder, { environments: ['dev'], canMake: true }).connect(connection);
    const [mutation] = mutations;
    const entities = mutation.type === 'full' ? mutation.entities.map(({ entity }) => entity) : [];
    expect(entities.map(({ metadata }) => [metadata.name, metadata.annotations!['backstage.io/managed-by-location']])).toEqual([
      ['node-service', `file:${file}`],
    ]);
  });
});
