import { ObservationKind } from '../observations';
import application from './application.schema.json';
import artifact from './artifact.schema.json';
import change from './change.schema.json';
import deploymentReport from './deployment-report.schema.json';
import entity from './entity.schema.json';
import job from './job.schema.json';
import manifestFile from './manifest-file.schema.json';
import manifests from './manifests.schema.json';
import operation from './operation.schema.json';
import pullRequest from './pull-request.schema.json';
import push from './push.schema.json';
import release from './release.schema.json';
import revision from './revision.schema.json';
import run from './run.schema.json';
import tag from './tag.schema.json';
import workload from './workload.schema.json';

/** The JSON Schema (2020-12) of the `data` of each kind's event: `{ order, facts }`. */
export const observationSchemas: Readonly<Record<ObservationKind, object>> = {
  change,
  artifact,
  revision,
  application,
  operation,
  entity,
  push,
  'pull-request': pullRequest,
  run,
  job,
  release,
  'deployment-report': deploymentReport,
  tag,
  workload,
  manifests,
  'manifest-file': manifestFile,
};
