export * from './DeliveryQueries';
