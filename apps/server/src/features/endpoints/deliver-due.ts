import { type Answer, post } from '../../platform/http/outgoing/post.ts';
import { claimDeliveries, type ClaimedDelivery, type Lease } from './claim-deliveries.ts';
import { headersOf, messageOf } from './delivery-message.ts';
import { Endpoint } from './endpoint.entity.ts';
import type { EndpointsDeps } from './endpoints.deps.ts';
import { recordAttempt } from './record-attempt.ts';

/** Milliseconds that an endpoint has to answer. */
const TIMEOUT_MS = 10_000;
/** Longer than that, and no longer than needed: what a killed process had in hand waits for it. */
const LEASE_MS = TIMEOUT_MS + 5_000;

/**
 * Sends what is due. The lease is taken and given back in statements of their own and the requests run between them, so
 * that no transaction waits for somebody else's server. Answers how many were sent.
 */
export async function deliverDue(deps: EndpointsDeps): Promise<number> {
  const now = deps.clock.now();
  const lease = { id: deps.newId(), now, until: new Date(now.getTime() + LEASE_MS) };
  const claimed = await claimDeliveries(deps.orm.em.fork(), lease);
  await Promise.all(claimed.map((delivery) => deliver(deps, lease, delivery)));
  return claimed.length;
}

async function deliver(deps: EndpointsDeps, lease: Lease, delivery: ClaimedDelivery): Promise<void> {
  const started = performance.now();
  const answer = await send(deps, delivery);
  const ms = Math.round(performance.now() - started);
  await recordAttempt(deps, { delivery, leaseId: lease.id }, { answer, ms });
}

/** `undefined`: there is nothing to send, or nowhere to send it to. */
async function send(deps: EndpointsDeps, delivery: ClaimedDelivery): Promise<Answer | undefined> {
  const em = deps.orm.em.fork();
  const { workspaceId, endpointId } = delivery;
  const endpoint = await em.findOne(Endpoint, { workspaceId, id: endpointId, status: 'on' });
  const body = endpoint && (await messageOf(em, delivery));
  if (!endpoint || !body) return undefined;
  const headers = headersOf({ vault: deps.vault, now: deps.clock.now() }, { delivery, endpoint }, body);
  const { allowPrivateEndpoints: allowPrivate } = deps;
  return post({ url: endpoint.url, headers, body, timeoutMs: TIMEOUT_MS, allowPrivate });
}
