import type { HealthFinding } from './workspace-health.view.ts';

/** Whether a person has to act: a first sync ends without one. Pure. */
export function isProblem({ level }: Pick<HealthFinding, 'level'>): boolean {
  return level === 'degraded' || level === 'down';
}
