/** The public interface of this module. */
export { countExecutions } from './count-executions.ts';
export { ExecutionTurns } from './execution-turns.ts';
