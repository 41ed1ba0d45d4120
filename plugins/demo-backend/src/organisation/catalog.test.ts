import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { MEMBERS } from './people';
import { repositoryOf, SERVICES, TARGETS } from './services';

const folder = resolve(__dirname, '../../organisation');

interface DemoEntity {
  file: string;
  kind: string;
  metadata: { name: string; annotations?: Record<string, string> };
  spec: Record<string, unknown> & { definition?: string; targets?: string[] };
}

function read(file: string): DemoEntity[] {
  const documents = parseAllDocuments(readFileSync(file, 'utf8')).map(document => ({ ...document.toJS(), file }) as DemoEntity);
  return documents.flatMap(document => [
    document,
    ...(document.spec.targets ?? []).flatMap(target => read(resolve(dirname(file), target))),
  ]);
}

const entities = read(resolve(folder, 'catalog-info.yaml'));
const named = (kind: string) => entities.filter(entity => entity.kind === kind);
const refs = new Set(entities.map(({ kind, metadata }) => `${kind.toLowerCase()}:${metadata.name}`));
const listOf = (value: unknown) =>
  (Array.isArray(value) ? (value as string[]) : [value as string | undefined]).filter(item => item !== undefined);

it('has every service of the history as a component, with its owner, its repository and its applications', () => {
  expect(named('Component').map(({ metadata }) => metadata.name)).toEqual(SERVICES.map(({ name }) => name));
  for (const { name, team } of SERVICES) {
    const { metadata, spec } = named('Component').find(entity => entity.metadata.name === name)!;
    expect([name, spec.owner]).toEqual([name, team]);
    expect(metadata.annotations).toMatchObject({
      'slipway.dev/repository': repositoryOf(name),
      'argocd/app-name': TARGETS.map(target => `${name}-${target}`).join(','),
    });
  }
});

it('has the people who write the commits, in their teams', () => {
  const users = named('User').map(({ metadata, spec }) => ({ ...(spec.profile as object), name: metadata.name, memberOf: spec.memberOf }));
  for (const [team, people] of Object.entries(MEMBERS)) {
    for (const { username, name, email } of people) {
      expect(users).toContainEqual({ name: username, displayName: name, email, memberOf: expect.arrayContaining([team]) });
    }
  }
});

it('refers to nothing that is not there', () => {
  const kinds = {
    owner: 'group',
    system: 'system',
    domain: 'domain',
    parent: 'group',
    memberOf: 'group',
    providesApis: 'api',
    consumesApis: 'api',
  };
  const wanted = entities.flatMap(({ spec }) => [
    ...Object.entries(kinds).flatMap(([member, kind]) => listOf(spec[member]).map(name => `${kind}:${name}`)),
    ...listOf(spec.dependsOn),
  ]);
  expect(wanted.filter(ref => !refs.has(ref))).toEqual([]);
});

it.each(named('Component').map(({ metadata, file }) => [metadata.name, dirname(file)]))('has the docs of %s', (_, place) => {
  const { nav } = parse(readFileSync(resolve(place, 'mkdocs.yml'), 'utf8')) as { nav: Array<Record<string, string>> };
  const pages = nav.flatMap(item => Object.values(item));
  expect(pages.length).toBeGreaterThan(0);
  expect(pages.filter(page => !existsSync(resolve(place, 'docs', page)))).toEqual([]);
});

it.each(named('API').map(({ metadata, spec }) => [metadata.name, spec.definition!]))('has the definition of the API %s', (_, text) => {
  const definition = parse(text) as { openapi: string; paths: object };
  expect(definition.openapi).toBe('3.1.0');
  expect(Object.keys(definition.paths)).not.toEqual([]);
});
