export * from './DeliveryQueries';
export * from './ReadModel';
