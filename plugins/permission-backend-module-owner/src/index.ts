export { permissionModuleOwner as default } from './module';
