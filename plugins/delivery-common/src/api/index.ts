import createClient from 'openapi-fetch';
import type { components, operations, paths } from './schema.gen';

type Schemas = components['schemas'];

/** A word that a cell of the fleet says. */
export type CellWord = Schemas['CellWord'];
/** A service in one environment. */
export type Cell = Schemas['Cell'];
/** The version that runs, or why it is not known. */
export type Version = Schemas['Version'];
/** One of the versions that pods run side by side. */
export type RunningVersion = Schemas['RunningVersion'];
/** One application on one cluster and namespace. */
export type Target = Schemas['Target'];
/** A service, or a group of unclaimed applications, with its cells. */
export type ServiceRow = Schemas['ServiceRow'];
/** A row with its targets and recent deployments. */
export type ServiceDetail = Schemas['ServiceDetail'];
/** A commit of a service's source, with its builds, its images, and where it is. */
export type Change = Schemas['Change'];
/** Somebody as a commit or Git host names them, with the user of the catalog who is meant. */
export type NamedPerson = Schemas['Person'];
/** What an environment runs, by commit. */
export type Stage = Schemas['Stage'];
/** What a change is in an environment or target. */
export type ChangeState = Schemas['ChangeState'];
/** A change with the services that it touches, or those that may be meant. */
export type FoundChange = Schemas['FoundChange'];
/** A page of the changes of a service. */
export type ChangeList = operations['listChanges']['responses']['200']['content']['application/json'];
/** Totals by state and by group. */
export type ServiceCounts = Schemas['ServiceCounts'];
/** A deployment as the record shows it. */
export type Deployment = Schemas['Deployment'];
/** A deployment with the rows of the fleet that it belongs to. */
export type ServiceDeployment = Schemas['ServiceDeployment'];
/** One deployment with its evidence. */
export type DeploymentEvidence = Schemas['DeploymentEvidence'];
/** An image of a deployment with the commit that it was built from, or why none is known. */
export type DeployedImage = Schemas['DeployedImage'];
/** What would go from one environment to another. */
export type Comparison = Schemas['Comparison'];
/** How the configuration of two environments differs. */
export type ConfigComparison = Schemas['ConfigComparison'];
/** A file of configuration that differs. */
export type ConfigFileDiff = Schemas['ConfigFileDiff'];
/** What somebody decided about the commit of an image. */
export type LinkCorrection = Schemas['LinkCorrection'];
/** A ticket that commits name. */
export type Ticket = Schemas['Ticket'];
/** An image with what it holds, where it runs and where it ran. */
export type Artifact = Schemas['Artifact'];
/** A commit in short. */
export type CommitSummary = Schemas['CommitSummary'];
/** An Argo CD application as the record has it. */
export type Application = Schemas['Application'];
/** A workload of a service with its pods, as a watch holds it. */
export type Workload = Schemas['Workload'];
/** A pod of a workload. */
export type WorkloadPod = Schemas['WorkloadPod'];
/** The workloads of a service. */
export type WorkloadList = operations['listWorkloads']['responses']['200']['content']['application/json'];
/** How one source is doing. */
export type Source = Schemas['Source'];
/** What the intake took. */
export type IntakeAnswer = Schemas['IntakeAnswer'];
/** What an environment rule would map. */
export type RuleTrial = Schemas['RuleTrial'];
/** The filters that the fleet and its counts take. */
export type ServiceFilters = NonNullable<operations['countServices']['parameters']['query']>;
/** The API's operations by id, with their parameters and answers. */
export type DeliveryOperations = operations;
/** The API's paths, as the OpenAPI document has them. */
export type DeliveryPaths = paths;

/** A typed client of the delivery API; `baseUrl` ends in `/api/delivery`, `fetch` adds the caller's token. */
export function createDeliveryClient(options: { baseUrl: string; fetch: typeof fetch }) {
  return createClient<paths>(options);
}
