/** The public interface of this module. */
export { countedProvider } from './counted-provider.ts';
export { observeProvider } from './observe-provider.ts';
export { ProviderBudget } from './provider-budget.ts';
export { providerError } from './provider-error.ts';
export { PROVIDER_ERRORS } from './provider-error-codes.ts';
export { createProviderMetrics } from './provider-metrics.ts';
export { readProviderStatus, saveProviderStatus } from './provider-status.ts';
export { PROVIDER_ENTITIES } from './provider-status.entity.ts';
