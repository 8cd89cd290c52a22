import { Counter, Histogram, type Registry } from 'prom-client';

/** Metrics of the receiver. Labels never hold ids. */
export function createWebhookMetrics(registry: Registry) {
  const registers = [registry];
  return {
    received: new Counter({
      name: 'patchbay_webhook_messages_total',
      help: 'Incoming webhook messages, by result',
      labelNames: ['outcome'],
      registers,
    }),
    refused: new Counter({
      name: 'patchbay_webhook_refusals_total',
      help: 'Incoming webhook requests that were refused, by the check that failed',
      labelNames: ['check'],
      registers,
    }),
    groups: new Histogram({
      name: 'patchbay_webhook_group_size',
      help: 'Messages in one commit',
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      registers,
    }),
    routed: new Counter({
      name: 'patchbay_webhook_routed_total',
      help: 'Stored messages that were routed, by verdict',
      labelNames: ['verdict'],
      registers,
    }),
  };
}

export type WebhookMetrics = ReturnType<typeof createWebhookMetrics>;
