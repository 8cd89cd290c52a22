/** What other modules may use. */
export { ExecutionTurns } from './execution-turns.ts';
