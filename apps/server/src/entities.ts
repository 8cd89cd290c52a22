/** Every table of ours. */
export { ENTITIES } from './modules.ts';
