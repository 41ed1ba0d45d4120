export { deliveryModuleCatalog as default } from './module';
