/**
 * Kubernetes clusters as sources of the delivery record: workloads and their pods, by watch.
 *
 * @packageDocumentation
 */
export { deliveryModuleKubernetes as default } from './module';
