export { searchModuleSlipway as default } from './module';
