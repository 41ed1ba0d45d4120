import { DEFAULT_NAMESPACE, parseEntityRef } from '@backstage/catalog-model';

/** An entity ref as a reader wants it: its name, with the namespace where that is not the default. */
export function formatRef(ref: string): string {
  const { namespace, name } = parseEntityRef(ref, { defaultKind: 'component', defaultNamespace: DEFAULT_NAMESPACE });
  return namespace === DEFAULT_NAMESPACE ? name : `${namespace}/${name}`;
}

const UNCLAIMED = 'unclaimed:';

/** The id of a group of unclaimed applications; undefined for an entity's ref. */
export function unclaimedId(ref: string): string | undefined {
  return ref.startsWith(UNCLAIMED) ? ref.slice(UNCLAIMED.length) : undefined;
}
