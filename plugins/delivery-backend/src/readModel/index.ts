export * from './DeliveryQueries';
export * from './ReadModel';
export { touched } from './stages/projectServices';
