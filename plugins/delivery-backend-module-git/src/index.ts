/**
 * Git hosts as sources of the delivery record: GitHub and Gitea, by their webhooks.
 *
 * @packageDocumentation
 */
export { deliveryModuleGit as default } from './module';
