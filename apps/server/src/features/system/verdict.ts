import type { HealthCheck } from './health.view.ts';

export type Verdict = Omit<HealthCheck, 'name'>;

export const ok = (says: string): Verdict => ({ status: 'ok', says, remedy: null });

export const skipped = (says: string): Verdict => ({ status: 'skipped', says, remedy: null });

export const warning = (says: string, remedy: string): Verdict => ({ status: 'warning', says, remedy });

export const failed = (says: string, remedy: string): Verdict => ({ status: 'failed', says, remedy });
