/** Every table that is written through the unit of work. */
export { ENTITIES } from './modules.ts';
