/** The public interface of this module. */
export { countedProvider } from './counted-provider.ts';
export { ProviderBudget } from './provider-budget.ts';
export { providerError } from './provider-error.ts';
export { createProviderMetrics } from './provider-metrics.ts';
