export { appModuleSlipway as default } from './module';
