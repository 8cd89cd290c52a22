/** The public interface of this module. */
export { startWebhooks } from './inbound-webhooks.jobs.ts';
export { openInbox } from './receiving/inbox.ts';
export { type ReceiverDeps, receiverRoute } from './receiving/receiver.route.ts';
export { createWebhookMetrics } from './receiving/webhook-metrics.ts';
export { noteProviderStatus } from './registration/note-provider-status.ts';
export { knowsWebhookSecret, observeWebhook } from './registration/observe-webhook.ts';
export { registerWebhook, type RegisterWebhookDeps, webhookAddress } from './registration/register-webhook.ts';
export { webhookHealthJob } from './registration/webhook-health.ts';
export { WebhookSecrets } from './registration/webhook-secrets.ts';
