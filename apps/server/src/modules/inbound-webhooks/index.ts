/** The public interface of this module. */
export { startWebhooks } from './inbound-webhooks.jobs.ts';
export { openInbox } from './receiving/inbox.ts';
export { type ReceiverDeps, receiverRoute } from './receiving/receiver.route.ts';
export { createWebhookMetrics } from './receiving/webhook-metrics.ts';
export { registerWebhook, type RegisterWebhookDeps, webhookAddress } from './registration/register-webhook.ts';
export { hasRegisteredSecret, WebhookSecrets } from './registration/webhook-secrets.ts';
