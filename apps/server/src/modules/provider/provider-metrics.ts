import { Counter, Gauge, type Registry } from 'prom-client';
import type { BudgetObserver, Share } from './provider-budget.ts';

/** Metrics of this process's provider calls, by the share they count against. */
export function createProviderMetrics(registry: Registry): BudgetObserver {
  const options = { labelNames: ['share'], registers: [registry] };
  const calls = new Counter({
    name: 'patchbay_provider_calls_total',
    help: 'Calls to the provider, by purpose',
    ...options,
  });
  const refusals = new Counter({
    name: 'patchbay_provider_refusals_total',
    help: 'Calls to the provider that were not made because the budget of their purpose, or of their caller, was used up',
    ...options,
  });
  const limits = new Gauge({
    name: 'patchbay_provider_calls_per_minute_limit',
    help: 'Calls to the provider per minute for each purpose; 0: no limit',
    ...options,
  });
  return {
    counted: (share) => calls.inc({ share }),
    refused: (share) => refusals.inc({ share }),
    limited: (share: Share, perMinute: number) => limits.set({ share }, perMinute),
  };
}
