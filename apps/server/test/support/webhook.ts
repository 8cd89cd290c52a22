import { createHmac, randomUUID } from 'node:crypto';
import type { TestApp } from './test-app.ts';

/** The signing secret that the test application expects. */
export const WEBHOOK_SECRET = 'whsec_c2VjcmV0LW9mLXRoZS10ZXN0cw';

export interface TestMessage {
  id?: string;
  body: string | Buffer;
  /** Seconds since 1970; now by default. */
  timestamp?: number | string;
  secret?: string;
  /** Replace or extend a sender's headers. */
  headers?: Record<string, string>;
}

/** Signs like Composio: the key is the secret's own bytes. */
export function sign(
  { id, timestamp, body }: { id: string; timestamp: number | string; body: string | Buffer },
  secret = WEBHOOK_SECRET,
): string {
  return `v1,${createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(body).digest('base64')}`;
}

/** Sends a message as Composio would. */
export function post(app: Pick<TestApp, 'url' | 'clock'>, message: TestMessage): Promise<Response> {
  const { id = `msg_${randomUUID()}`, body, secret, headers } = message;
  const timestamp = message.timestamp ?? Math.floor(app.clock.now().getTime() / 1000);
  return fetch(`${app.url}/webhooks/composio`, {
    method: 'POST',
    body: body as string,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': `${timestamp}`,
      'webhook-signature': sign({ id, timestamp, body }, secret),
      ...headers,
    },
  });
}

export interface TriggerFacts {
  accountId: string;
  workspaceId?: string;
  slug?: string;
  triggerId?: string;
  data?: Record<string, unknown>;
}

/** The body of a V3 message: a trigger fired. */
export function triggerMessage({
  accountId,
  workspaceId,
  slug = 'GITHUB_COMMIT_EVENT',
  triggerId = 'ti_1',
  data = {},
}: TriggerFacts): string {
  return JSON.stringify({
    id: `msg_${randomUUID()}`,
    timestamp: '2026-11-22T10:30:00.000Z',
    type: 'composio.trigger.message',
    metadata: {
      log_id: 'log_1',
      trigger_slug: slug,
      trigger_id: triggerId,
      connected_account_id: accountId,
      auth_config_id: 'ac_1',
      ...(workspaceId && { user_id: workspaceId }),
    },
    data,
  });
}
