import { stringifyEntityRef } from '@backstage/catalog-model';
import { UnprocessedEntity } from '@backstage/plugin-catalog-unprocessed-entities-common';

/** Something that the catalog was given and could not take. */
export interface CatalogProblem {
  id: string;
  /** The entity, or the file where the file itself is what cannot be read. */
  what: string;
  /** The innermost reason, in the catalog's words. */
  why: string;
}

const placeOf = (location: string) => location.replace(/^(file|url):/, '');

const firstLine = (text: string) => text.split('\n')[0].replace(/:$/, '');

/** The problems among what waits in the catalog; what merely waits for its turn is none. */
export function problemsOf(waiting: UnprocessedEntity[]): CatalogProblem[] {
  return waiting.flatMap(({ entity_id: id, unprocessed_entity: entity, errors = [] }) => {
    if (errors.length === 0) {
      return [];
    }
    const place = entity.metadata.annotations?.['backstage.io/managed-by-location'] ?? 'a location that is not said';
    const isFile = entity.kind === 'Location';
    return [
      {
        id,
        what: isFile ? placeOf(place) : `${stringifyEntityRef(entity)} in ${placeOf(place)}`,
        why: errors.map(({ message, cause }) => firstLine(cause?.message ?? message)).join('; '),
      },
    ];
  });
}
