import { setTimeout as pause } from 'node:timers/promises';
import { type Answer, post } from '@patchbay/outgoing-http';
import { BATCH, claimDeliveries, type ClaimedDelivery, type Lease, PER_ENDPOINT } from './claim-deliveries.ts';
import { headersOf, messageOf } from './delivery-message.ts';
import { Endpoint } from '../endpoint.entity.ts';
import type { EndpointsDeps } from '../outbound-webhooks.deps.ts';
import { DELIVERIES_TOPIC } from './plan-deliveries.ts';
import { recordTry } from './record-try.ts';

/** Milliseconds that an endpoint has to answer. */
const TIMEOUT_MS = 10_000;
/** Longer than that, and no longer than needed: what a killed process had in hand waits for it. */
const LEASE_MS = TIMEOUT_MS + 5_000;

/** Milliseconds between two looks, while something is under way, without having been told. */
const LOOK_EVERY_MS = 1_000;

/**
 * Milliseconds after which the next one is sent to an endpoint that has not answered yet: one that answers at once is sent
 * everything in the order of events, and a slow one does not wait for as long as the sum of its answers.
 */
const APART_MS = 100;

/** An answer that is none. */
type Trouble = Extract<Answer, { trouble: unknown }>;

/** What is under way. */
interface Round {
  sent: number;
  underWay: number;
  /** The deliveries of each endpoint, by its id. Never rejects. */
  busy: Map<string, Promise<void>>;
  errors: unknown[];
}

/** What one endpoint is sent together. */
interface Group {
  lease: Lease;
  endpointId: string;
  group: ClaimedDelivery[];
  /** Whether more may be due that there was no place for. */
  mayBeMore: boolean;
}

/**
 * Sends what is due. The lease is taken and given back in statements of their own and the requests run between them, so
 * that no transaction waits for an endpoint's server. While the first ones are under way, deliveries that become due and
 * endpoints that are done join them: a slow endpoint holds up its own deliveries only. None joins after the first ones,
 * so that this ends within twice the time that an endpoint has. Answers how many were sent.
 */
export async function deliverDue(deps: EndpointsDeps): Promise<number> {
  const round: Round = { sent: 0, underWay: 0, busy: new Map(), errors: [] };
  const firstDone = new AbortController();
  let first: Promise<void> | undefined;
  try {
    const when = { signal: firstDone.signal, everyMs: LOOK_EVERY_MS };
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

/** Claims what there is room for, and begins to send it. */
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

/** To one endpoint, whose place is free afterwards. */
async function deliverAll(
  deps: EndpointsDeps,
  round: Round,
  { lease, endpointId, group, mayBeMore }: Group,
): Promise<void> {
  const results = await Promise.allSettled(await inOrder(group, (delivery) => deliver(deps, lease, delivery)));
  for (const result of results) if (result.status === 'rejected') round.errors.push(result.reason);
  round.underWay -= group.length;
  round.busy.delete(endpointId);
  // Alone, it ends the round, and the next one looks anyway.
  if (mayBeMore && round.busy.size > 0) deps.changes.notify(DELIVERIES_TOPIC);
}

/** Begins one after the other: when the one before has ended, or has been under way for a moment. */
async function inOrder(group: ClaimedDelivery[], start: (one: ClaimedDelivery) => Promise<void>) {
  const begun: Promise<void>[] = [];
  for (const delivery of group) {
    const sending = start(delivery);
    begun.push(sending);
    const ended = new AbortController();
    const end = () => ended.abort();
    sending.then(end, end); // a rejection is told to whom `begun` goes
    await pause(APART_MS, undefined, ended).catch(end);
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

/** For the operator alone: the cause may name addresses of our own networks. */
function logTrouble({ log }: EndpointsDeps, delivery: ClaimedDelivery, { trouble, cause }: Trouble): void {
  const { id, endpointId, workspaceId } = delivery;
  log.info({ err: cause, trouble, deliveryId: id, endpointId, workspaceId }, 'endpoints: a try had no answer');
}

/** `undefined`: there is nothing to send, or nowhere to send it to. */
async function send(deps: EndpointsDeps, delivery: ClaimedDelivery): Promise<Answer | undefined> {
  const em = deps.orm.em.fork();
  const { workspaceId, endpointId } = delivery;
  const endpoint = await em.findOne(Endpoint, { workspaceId, id: endpointId, status: 'on' });
  const body = endpoint && (await messageOf(em, delivery));
  if (!endpoint || !body) return undefined;
  const now = deps.clock.now();
  const headers = headersOf({ vault: deps.vault, now }, { delivery, endpoint }, body);
  const { allowPrivateEndpoints: allowPrivate, hostNames: names } = deps;
  return post({ url: endpoint.url, headers, body, timeoutMs: TIMEOUT_MS, allowPrivate, names, now });
}
