import type { SandboxContext } from '../context.ts';
import type { WebhookSubscriptionRecord } from '../store/state.ts';
import type { Message } from './messages.ts';
import { sign } from './sign.ts';

/** The result of sending a message. */
export interface Delivery {
  id: string;
  attempts: number;
  /** The status of the last response; null if there was none, or no subscriber. */
  status: number | null;
}

/** Milliseconds before each try. The service's schedule is not published; this one is short enough to watch. */
const pausesMs = [0, 1_000, 3_000];
const timeoutMs = 10_000;

/** Sends a signed message to the project's subscription until a 2xx response, or until the tries are used up. */
export async function deliver(context: SandboxContext, message: Message): Promise<Delivery> {
  const [subscription] = context.store.state.webhookSubscriptions.values();
  const delivery: Delivery = { id: message.id, attempts: 0, status: null };
  if (!subscription || !isFor(subscription, message)) return delivery;
  for (const pause of pausesMs) {
    if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause).unref());
    delivery.attempts += 1;
    delivery.status = await post(context, subscription, { message, attempt: delivery.attempts });
    if (delivery.status !== null && delivery.status >= 200 && delivery.status < 300) return delivery;
  }
  return delivery;
}

/** The older formats only have trigger messages. */
function isFor({ events, version }: WebhookSubscriptionRecord, { type }: Message): boolean {
  return events.includes(type) && (version === 'V3' || type === 'composio.trigger.message');
}

async function post(
  context: SandboxContext,
  subscription: WebhookSubscriptionRecord,
  { message, attempt }: { message: Message; attempt: number },
): Promise<number | null> {
  const body = JSON.stringify(subscription.version === 'V1' ? inFirstFormat(message) : message.body);
  const timestamp = Math.floor(context.now() / 1000);
  const headers = {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id: message.id, timestamp, body }, subscription.secret),
    'x-composio-webhook-version': subscription.version,
    'x-composio-delivery-attempt': String(attempt),
  };
  const init = { method: 'POST', headers, body, redirect: 'manual' as const, signal: AbortSignal.timeout(timeoutMs) };
  return fetch(subscription.url, init).then(
    async (answer) => {
      await answer.body?.cancel();
      return answer.status;
    },
    () => null, // unreachable: the next try decides
  );
}

/** V1 contains neither the user nor the event's type. */
function inFirstFormat({ body }: Message): Record<string, unknown> {
  const metadata = body['metadata'] as Record<string, string>;
  return {
    trigger_name: metadata['trigger_slug']?.toLowerCase(),
    connection_id: metadata['connected_account_id'],
    trigger_id: metadata['trigger_id'],
    payload: body['data'],
    log_id: metadata['log_id'],
  };
}
