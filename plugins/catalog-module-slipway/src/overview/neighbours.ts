import { Entity, stringifyEntityRef } from '@backstage/catalog-model';

/** An entity beside another one: what it is to it, and whose health it stands for. */
export interface Neighbour {
  ref: string;
  name: string;
  kind: string;
  /** In words: `calls`, `provides`, `part of it`. */
  how: string;
  /** Refs of the services whose state is shown: itself, or the providers of an API. */
  services: string[];
  /** False where the catalog has no such entity, or does not show it. */
  known: boolean;
}

/** What an entity needs stands on the right, what needs it on the left. */
export interface Neighbours {
  neededBy: Neighbour[];
  needs: Neighbour[];
}

const needs: Record<string, string> = {
  dependsOn: 'depends on it',
  consumesApi: 'calls it',
  apiProvidedBy: 'provided by it',
};
const neededBy: Record<string, string> = {
  dependencyOf: 'depends on this',
  apiConsumedBy: 'calls this',
  providesApi: 'provided by this',
};

/** Refs of all entities that stand beside one. */
export function neighbourRefs(entity: Entity): string[] {
  const related = entity.relations ?? [];
  return [...new Set(related.filter(({ type }) => type in needs || type in neededBy).map(({ targetRef }) => targetRef))];
}

function toNeighbour(ref: string, how: string, found: Map<string, Entity>): Neighbour {
  const entity = found.get(ref);
  const [kind, rest] = ref.split(':');
  return {
    ref,
    name: entity?.metadata.title ?? entity?.metadata.name ?? rest.replace(/^default\//, ''),
    kind: entity?.kind ?? kind,
    how,
    services: kind === 'api' ? (entity?.relations ?? []).flatMap(each => (each.type === 'apiProvidedBy' ? each.targetRef : [])) : [ref],
    known: Boolean(entity),
  };
}

/** The entities beside one, each once, by name. */
export function listNeighbours(entity: Entity, found: Entity[]): Neighbours {
  const byRef = new Map(found.map(each => [stringifyEntityRef(each), each]));
  const side = (words: Record<string, string>) => {
    const seen = new Map<string, Neighbour>();
    for (const { type, targetRef } of entity.relations ?? []) {
      if (type in words && !seen.has(targetRef)) {
        seen.set(targetRef, toNeighbour(targetRef, words[type], byRef));
      }
    }
    return [...seen.values()].sort((a, b) => a.name.localeCompare(b.name));
  };
  return { neededBy: side(neededBy), needs: side(needs) };
}
