export type { Violation } from './error-text.ts';
export { schemaErrors } from './schema-errors.ts';
