export { authModuleOwner as default } from './module';
