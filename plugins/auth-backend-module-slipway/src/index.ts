export { demoGuard } from './demo/demoGuard';
export { authModuleSlipway as default } from './module';
