export * from './DatabaseCommands';
export * from './DeliveryCommands';
