export { catalogModuleSlipway as default } from './module';
