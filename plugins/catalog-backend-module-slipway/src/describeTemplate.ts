import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

/** What an installation puts into a template. */
export interface Installation {
  /** The names of its environments, in the order of promotion. */
  environments: readonly string[];
  /** True where it knows where repositories are made. */
  canMake: boolean;
}

const MISSING =
  "**It cannot run here yet**: Slipway has no Git host to make repositories at. The guide 'Create a service' says what to set under `templates`.";

/** A template as its file says it, with the environments of the installation; where it cannot run it says so before anybody fills it in. */
export function describeTemplate(file: string, text: string, { environments, canMake }: Installation): Entity {
  const template = parse(text);
  const location = `file:${file}`;
  const { metadata, spec } = template;
  for (const { properties } of spec.parameters) {
    if (properties.environments) {
      properties.environments.items.enum = environments;
      properties.environments.default = environments;
    }
  }
  const [first, ...others] = spec.parameters;
  return {
    ...template,
    metadata: {
      ...metadata,
      ...(!canMake && { description: `${metadata.description}. It needs a Git host, which is not configured yet` }),
      annotations: { ...metadata.annotations, [ANNOTATION_LOCATION]: location, [ANNOTATION_ORIGIN_LOCATION]: location },
    },
    spec: { ...spec, parameters: [canMake ? first : { ...first, description: MISSING }, ...others] },
  };
}
