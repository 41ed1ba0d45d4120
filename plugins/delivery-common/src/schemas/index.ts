import { ObservationKind } from '../observations';
import application from './application.schema.json';
import artifact from './artifact.schema.json';
import change from './change.schema.json';
import entity from './entity.schema.json';
import operation from './operation.schema.json';
import revision from './revision.schema.json';

/** The JSON Schema (2020-12) of the `data` of each kind's event: `{ order, facts }`. */
export const observationSchemas: Readonly<Record<ObservationKind, object>> = {
  change,
  artifact,
  revision,
  application,
  operation,
  entity,
};
