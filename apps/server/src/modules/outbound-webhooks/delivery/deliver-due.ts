import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, post } from '@patchbay/outgoing-http';
import { BATCH, claimDeliveries, type ClaimedDelivery, type Lease, PER_ENDPOINT } from './claim-deliveries.ts';
import { headersOf, messageOf } from './delivery-message.ts';
import { mayBePrivate } from '../endpoint-input.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC } from './plan-deliveries.ts';
import { recordTry } from './record-try.ts';

/** Timeout of a request to an endpoint, in milliseconds. */
const TIMEOUT_MS = 10_000;
/** Longer than a request, but no longer than needed: deliveries of a killed process wait for it. */
const LEASE_MS = TIMEOUT_MS + 5_000;

/** Milliseconds between two polls while requests are in flight, in case a notification was missed. */
const POLL_INTERVAL_MS = 1_000;

/**
 * Milliseconds after which the next delivery is sent although the previous one has no response yet. An endpoint that
 * responds quickly gets its events in order, and a slow one does not delay them by the sum of its response times.
 */
const STAGGER_MS = 100;

/** A request without a usable response. */
type Trouble = Extract<Answer, { trouble: unknown }>;

/** The requests in flight. */
interface Round {
  sent: number;
  underWay: number;
  /** Resolves when all deliveries of the endpoint (the key) are done. Never rejects. */
  busy: Map<string, Promise<void>>;
  errors: unknown[];
}

/** The deliveries that are sent to one endpoint together. */
interface Group {
  lease: Lease;
  endpointId: string;
  group: ClaimedDelivery[];
  /** Whether more deliveries may be due than there were slots for. */
  mayBeMore: boolean;
}

/**
 * Sends what is due. Leases are taken and released in statements of their own, with the requests between them, so
 * that no transaction waits for an endpoint. While the first requests are in flight, newly due deliveries and
 * endpoints that are done join the round, so that a slow endpoint delays only its own deliveries. Nothing joins once
 * the first requests are done, so a round ends within twice the request timeout. Returns the number of deliveries
 * sent.
 */
export async function deliverDue(deps: EndpointsDeps): Promise<number> {
  const round: Round = { sent: 0, underWay: 0, busy: new Map(), errors: [] };
  const firstDone = new AbortController();
  let first: Promise<void> | undefined;
  try {
    const when = { signal: firstDone.signal, everyMs: POLL_INTERVAL_MS };
    for await (const _ of deps.changes.wakeups(DELIVERIES_TOPIC, when)) {
      await begin(deps, round);
      first ??= allOf(round).then(() => firstDone.abort());
    }
  } finally {
    await allOf(round);
  }
  if (round.errors.length > 0) throw round.errors[0];
  return round.sent;
}

async function allOf({ busy }: Round): Promise<void> {
  await Promise.all(busy.values());
}

/** Claims deliveries for the free slots, and starts sending them. */
async function begin(deps: EndpointsDeps, round: Round): Promise<void> {
  const slots = BATCH - round.underWay;
  if (slots === 0) return;
  const now = deps.clock.now();
  const lease = { id: deps.newId(), now, until: new Date(now.getTime() + LEASE_MS) };
  const claimed = await claimDeliveries(deps.orm.em.fork(), lease, { slots, busy: [...round.busy.keys()] });
  round.sent += claimed.length;
  round.underWay += claimed.length;
  for (const [endpointId, group] of Map.groupBy(claimed, (delivery) => delivery.endpointId)) {
    const mayBeMore = group.length === PER_ENDPOINT || claimed.length === slots;
    round.busy.set(endpointId, deliverAll(deps, round, { lease, endpointId, group, mayBeMore }));
  }
}

/** Sends the deliveries of one endpoint, and frees its slot. */
async function deliverAll(
  deps: EndpointsDeps,
  round: Round,
  { lease, endpointId, group, mayBeMore }: Group,
): Promise<void> {
  const results = await Promise.allSettled(await inOrder(group, (delivery) => deliver(deps, lease, delivery)));
  for (const result of results) if (result.status === 'rejected') round.errors.push(result.reason);
  round.underWay -= group.length;
  round.busy.delete(endpointId);
  // When nothing else is in flight, the round ends and the next one polls anyway.
  if (mayBeMore && round.busy.size > 0) deps.changes.notify(DELIVERIES_TOPIC);
}

/** Starts each request after the previous one has ended, or has been in flight for a moment. */
async function inOrder(group: ClaimedDelivery[], start: (one: ClaimedDelivery) => Promise<void>) {
  const begun: Promise<void>[] = [];
  for (const delivery of group) {
    const sending = start(delivery);
    begun.push(sending);
    const ended = new AbortController();
    const end = () => ended.abort();
    sending.then(end, end); // `begun` carries the rejection
    await pause(STAGGER_MS, undefined, ended).catch(end);
  }
  return begun;
}

async function deliver(deps: EndpointsDeps, lease: Lease, delivery: ClaimedDelivery): Promise<void> {
  const started = performance.now();
  const answer = await send(deps, delivery);
  const ms = Math.round(performance.now() - started);
  if (answer && 'trouble' in answer) logTrouble(deps, delivery, answer);
  await recordTry(deps, { delivery, leaseId: lease.id }, { answer, ms });
}

/** For the operator only: the cause may contain addresses of private networks. */
function logTrouble({ log }: EndpointsDeps, delivery: ClaimedDelivery, { trouble, cause }: Trouble): void {
  const { id, endpointId, workspaceId } = delivery;
  log.info({ err: cause, trouble, deliveryId: id, endpointId, workspaceId }, 'endpoints: a try got no response');
}

/** `undefined`: the event no longer exists, or the endpoint is gone. */
async function send(deps: EndpointsDeps, delivery: ClaimedDelivery): Promise<Answer | undefined> {
  const em = deps.orm.em.fork();
  const { workspaceId, endpointId } = delivery;
  const endpoint = await em.findOne(Endpoint, { workspaceId, id: endpointId, status: 'on' });
  const body = endpoint && (await messageOf(em, delivery, endpoint));
  if (!endpoint || !body) return undefined;
  const now = deps.clock.now();
  const headers = headersOf({ vault: deps.vault, now }, { delivery, endpoint }, body);
  const allowPrivate = mayBePrivate(endpoint.url, deps);
  const names = deps.hostNames;
  return post({ url: endpoint.url, headers, body, timeoutMs: TIMEOUT_MS, allowPrivate, names, now });
}
