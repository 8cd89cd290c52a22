/** What other modules may use. */
export { KeyReader } from './key-reader.ts';
