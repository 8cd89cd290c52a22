/** The public interface of this module. */
export { ExecutionTurns } from './execution-turns.ts';
