/** The public interface of this module. */
export { registerBacklogMetrics } from './backlog-metrics.ts';
export { checkHealth } from './check-health.ts';
export type { HealthDeps } from './health.deps.ts';
export { failed, skipped } from './verdict.ts';
