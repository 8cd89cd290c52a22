import { describe, expect, it } from 'vitest';
import { sign } from '../../../test/support/webhook.ts';
import { objectionTo } from './checks/index.ts';
import { signedMessage, type SignedMessage } from './signed-message.ts';

const SECRET = 'whsec_the-current-one';
const NOW = new Date('2026-11-22T10:30:00Z');
const BODY = '{"id":"msg_a1b2","type":"composio.trigger.message","data":{"message":"fix","n":1.5e3,"t":"ü"}}';

/** How many; `npm run fuzz:webhooks` asks for a million. */
const COUNT = Number(process.env['WEBHOOK_MUTATIONS'] ?? 20_000);
const SEED = Number(process.env['WEBHOOK_SEED'] ?? 20_261_122);

/** Mulberry32: small, seeded, the same everywhere, so that a number in a failure repeats it. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Draw = ReturnType<typeof random>;

const honest = (): SignedMessage => {
  const [id, timestamp] = ['msg_a1b2', `${NOW.getTime() / 1000}`];
  return { id, timestamp, body: Buffer.from(BODY), signatures: sign({ id, timestamp, body: BODY }, SECRET) };
};

const CHARACTERS = '0123456789abcdefABCDEFvV1,=+/-_. \t\0é{}"\\:'.split('');

function mutateText(text: string, draw: Draw): string {
  const [at, character] = [draw(text.length + 1), CHARACTERS[draw(CHARACTERS.length)] ?? ''];
  const kinds = [
    () => text.slice(0, at) + character + text.slice(at),
    () => text.slice(0, at) + character + text.slice(at + 1),
    () => text.slice(0, at) + text.slice(at + 1 + draw(8)),
    () => text.slice(at),
    () => text + text.slice(at),
    () => text.toUpperCase(),
    () => '',
    () => text.replace(/\d/, (digit) => `${(Number(digit) + 1 + draw(9)) % 10}`),
  ];
  return (kinds[draw(kinds.length)] as () => string)();
}

function mutateBytes(bytes: Buffer, draw: Draw): Buffer {
  const at = draw(bytes.length);
  const kinds = [
    () =>
      Buffer.concat([bytes.subarray(0, at), Buffer.from([(bytes[at] ?? 0) ^ (1 << draw(8))]), bytes.subarray(at + 1)]),
    () => Buffer.concat([bytes.subarray(0, at), Buffer.from([draw(256)]), bytes.subarray(at)]),
    () => bytes.subarray(0, at),
    () => bytes.subarray(at),
    () => Buffer.from(bytes.toString('latin1')),
    () => Buffer.concat([bytes, Buffer.from(draw(2) ? '\n' : ' ')]),
    () => Buffer.from(JSON.stringify(JSON.parse(BODY), null, 1 + draw(4))),
  ];
  return (kinds[draw(kinds.length)] as () => Buffer)();
}

function mutate(message: SignedMessage, draw: Draw): SignedMessage {
  const field = (['id', 'timestamp', 'signatures', 'body'] as const)[draw(4)] ?? 'body';
  const changed = field === 'body' ? mutateBytes(message.body, draw) : mutateText(message[field], draw);
  return { ...message, [field]: changed };
}

/** A change that leaves the signature in the list as it was signed changes nothing that is signed. */
function meansTheSame(original: SignedMessage, { id, timestamp, body, signatures }: SignedMessage): boolean {
  return (
    id === original.id &&
    timestamp === original.timestamp &&
    body.equals(original.body) &&
    signatures.split(' ').includes(original.signatures)
  );
}

describe(`${COUNT.toLocaleString('en')} mutated messages`, () => {
  it(`are all refused (seed ${SEED})`, () => {
    const draw = random(SEED);
    const original = honest();
    expect(objectionTo({ message: original, secrets: [SECRET], now: NOW })).toBeUndefined();
    let [refused, same] = [0, 0];
    while (refused + same < COUNT) {
      let mutated = original;
      for (let times = 1 + draw(3); times > 0; times -= 1) mutated = mutate(mutated, draw);
      if (meansTheSame(original, mutated)) same += 1;
      else if (objectionTo({ message: mutated, secrets: [SECRET], now: NOW })) refused += 1;
      else throw new Error(`accepted: ${JSON.stringify({ ...mutated, body: mutated.body.toString('latin1') })}`);
    }
    expect(refused).toBeGreaterThan(COUNT * 0.9);
  }, 600_000);

  it('are as harmless when a header comes twice or not at all', () => {
    const body = Buffer.from(BODY);
    for (const headers of [{}, { 'webhook-id': 'msg_a1b2, msg_a1b2' }, { 'webhook-signature': ['v1,a', 'v1,b'] }]) {
      const message = signedMessage(headers, body);
      expect(objectionTo({ message, secrets: [SECRET], now: NOW })).toBeDefined();
    }
  });
});
