import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { toDocument } from '../toDocument';

const organisation = path.resolve(__dirname, '../../../demo-backend/organisation');

/** What the index holds of the demo organisation: its entities, and the pages of their docs. */
export function demoDocuments(): { entities: IndexableDocument[]; pages: IndexableDocument[] } {
  const files = readdirSync(organisation, { recursive: true, encoding: 'utf8' }).sort();
  const entities = files
    .filter(file => file.endsWith('.yaml') && !/(openapi|mkdocs)\.yaml$/.test(file))
    .flatMap(file => parseAllDocuments(readFileSync(path.join(organisation, file), 'utf8')).map(document => document.toJS() as Entity))
    .filter(entity => entity && entity.kind !== 'Location');
  return {
    entities: entities.map(entity => ({
      ...toDocument(entity),
      authorization: { resourceRef: stringifyEntityRef(entity) },
      location: `/catalog/default/${entity.kind.toLowerCase()}/${entity.metadata.name}`,
    })),
    pages: files
      .filter(file => /\/docs\/.*\.md$/.test(file))
      .map(file => {
        const [name] = file.split(path.sep);
        const text = readFileSync(path.join(organisation, file), 'utf8');
        const page = path.basename(file, '.md');
        return {
          title: text.match(/^# (.*)$/m)![1],
          text: text.replace(/[#*`]/g, ' '),
          name,
          kind: 'component',
          owner: entities.find(({ kind, metadata }) => kind === 'Component' && metadata.name === name)!.spec!.owner,
          location: `/docs/default/component/${name}/${page === 'index' ? '' : `${page}/`}`,
        };
      }),
  };
}
