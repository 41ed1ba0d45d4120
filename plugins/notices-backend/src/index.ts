export { noticesPlugin as default } from './plugin';
