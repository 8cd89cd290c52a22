import { createHmac, randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';

export interface Target {
  port: number;
  secret: string;
  path: string;
}

export interface Measured {
  /** Responses with 200 per second. */
  rate: number;
  failed: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

const CONNECTIONS = 64;

/** About the size of a commit event. */
const BODY = Buffer.from(
  JSON.stringify({
    id: 'msg_bench',
    timestamp: '2026-11-22T10:30:00.000Z',
    type: 'composio.trigger.message',
    metadata: { log_id: 'l', trigger_slug: 'GITHUB_COMMIT_EVENT', trigger_id: 'ti', connected_account_id: 'ca_bench' },
    data: { message: 'x'.repeat(700) },
  }),
);

/** As fast as the target responds, on this many connections. */
export async function flood(target: Target, seconds: number): Promise<Measured> {
  const run = new Run(target);
  const until = performance.now() + seconds * 1000;
  const worker = async () => {
    while (performance.now() < until) await run.send();
  };
  const started = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return run.measuredFrom(started);
}

/** Milliseconds in which connections open and the garbage of the previous load is collected. */
const WARMING_MS = 1_000;

/**
 * At a fixed rate, whether the target keeps up or not: latency is measured from when a message was due. Messages of
 * the first second are sent but not counted.
 */
export async function steady(target: Target, { rate, seconds }: { rate: number; seconds: number }): Promise<Measured> {
  const run = new Run(target);
  const started = performance.now();
  const count = rate * (WARMING_MS / 1000 + seconds);
  const pending: Promise<void>[] = [];
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - started) / 1000) * rate));
    for (; sent < due; sent += 1) pending.push(run.send(started + (sent / rate) * 1000));
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await Promise.all(pending);
  return run.measuredFrom(started + WARMING_MS);
}

class Run {
  readonly #target: Target;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  /** For each 200 response: when its message was due, and the milliseconds since. */
  readonly #answers: { due: number; took: number }[] = [];
  #failed = 0;

  constructor(target: Target) {
    this.#target = target;
  }

  async send(due = performance.now()): Promise<void> {
    const status = await this.#post();
    if (status === 200) this.#answers.push({ due, took: performance.now() - due });
    else this.#failed += 1;
  }

  /** Messages due since then, and all failures. */
  measuredFrom(first: number): Measured {
    this.#agent.destroy();
    const seconds = (performance.now() - first) / 1000;
    const counted = this.#answers.filter(({ due }) => due >= first);
    const times = counted.map(({ took }) => took).toSorted((a, b) => a - b);
    const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
    return { rate: Math.round(times.length / seconds), failed: this.#failed, p50: at(0.5), p99: at(0.99) };
  }

  #post(): Promise<number> {
    const { port, secret, path } = this.#target;
    const [id, timestamp] = [`msg_${randomUUID()}`, `${Math.floor(Date.now() / 1000)}`];
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.`).update(BODY).digest('base64');
    return new Promise((resolve) => {
      const sent = request({
        host: '127.0.0.1',
        port,
        path,
        method: 'POST',
        agent: this.#agent,
        headers: {
          'content-type': 'application/json',
          'content-length': BODY.length,
          'webhook-id': id,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
      });
      sent.on('response', (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      });
      sent.on('error', () => resolve(0));
      sent.end(BODY);
    });
  }
}
