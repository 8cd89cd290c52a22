import type { HealthCheck } from '@patchbay/contracts';

export type Verdict = Omit<HealthCheck, 'name'>;

type Fix = NonNullable<HealthCheck['fix']>;

export const ok = (says: string): Verdict => ({ status: 'ok', says, remedy: null, fix: null });

export const skipped = (says: string): Verdict => ({ status: 'skipped', says, remedy: null, fix: null });

export const warning = (says: string, remedy: string, fix: Fix | null = null): Verdict => ({
  status: 'warning',
  says,
  remedy,
  fix,
});

export const failed = (says: string, remedy: string): Verdict => ({ status: 'failed', says, remedy, fix: null });
