export { techdocsModuleSlipway as default } from './module';
