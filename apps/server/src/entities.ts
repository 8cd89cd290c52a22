/** All of our tables. */
export { ENTITIES } from './modules.ts';
