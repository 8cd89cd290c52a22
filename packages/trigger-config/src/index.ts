export { configErrors, type TriggerConfig } from './config-errors.ts';
