import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SignedMessage } from '../../src/modules/inbound-webhooks/receiving/signed-message.ts';
import { CASES, SEED } from '../support/cases.ts';
import { inLanes, RawClient } from '../support/raw-client.ts';
import { startTestApp, type TestApp } from '../support/test-app.ts';
import { WEBHOOK_SECRET } from '../support/webhook.ts';
import { honestMessage, meansTheSame, mutate, random } from '../support/webhook-mutations.ts';

/**
 * A message that was really sent, changed in its body, id, time or signature. None is taken and none is a 5xx.
 * `npm run test:attack -- --full` sends a million.
 */
const COUNT = CASES > 10_000 ? 1_000_000 : CASES * 2;

let app: TestApp;
let client: RawClient;

beforeAll(async () => {
  app = await startTestApp({ env: { COMPOSIO_WEBHOOK_SECRET: WEBHOOK_SECRET } });
  client = new RawClient(app.url);
});

afterAll(async () => {
  client[Symbol.dispose]();
  await app[Symbol.asyncDispose]();
});

function send({ id, timestamp, signatures, body }: SignedMessage) {
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures };
  return client.send({ method: 'POST', path: '/webhooks/composio', headers, body });
}

/** What a header may hold (RFC 9110, section 5.5); the rest no client can send. */
const isSendable = ({ id, timestamp, signatures }: SignedMessage) =>
  [id, timestamp, signatures].every((value) => /^[\t -~\x80-\xff]*$/.test(value));

function* mutations(original: SignedMessage): Generator<SignedMessage> {
  const draw = random(SEED);
  for (let made = 0; made < COUNT;) {
    let mutated = original;
    for (let times = 1 + draw(3); times > 0; times -= 1) mutated = mutate(mutated, draw);
    if (meansTheSame(original, mutated) || !isSendable(mutated)) continue;
    made += 1;
    yield mutated;
  }
}

it(
  `${COUNT.toLocaleString('en')} mutated messages are all refused (seed ${SEED})`,
  async () => {
    const original = honestMessage(app.clock.now(), WEBHOOK_SECRET);
    expect((await send(original)).status).toBe(200);
    const taken: unknown[] = [];
    await inLanes(mutations(original), 16, async (message) => {
      const { status, body } = await send(message);
      if (status < 400 || status >= 500)
        taken.push({ ...message, body: message.body.toString('latin1'), status, answer: body });
    });
    expect(taken).toEqual([]);
    const pool = await app.deps.orm.em.getConnection().getNativeClient();
    const { rows } = await pool.query('select message_id from webhook_inbox');
    expect(rows).toEqual([{ message_id: original.id }]);
  },
  60_000 + COUNT,
);
