export { deliveryModuleArgocd as default } from './module';
