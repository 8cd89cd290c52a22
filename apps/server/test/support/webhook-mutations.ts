import type { SignedMessage } from '../../src/modules/inbound-webhooks/receiving/signed-message.ts';
import { sign } from './webhook.ts';

/** Mulberry32: small, seeded, and the same everywhere, so that the seed of a failure repeats it. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

type Draw = ReturnType<typeof random>;

const BODY = '{"id":"msg_a1b2","type":"composio.trigger.message","data":{"message":"fix","n":1.5e3,"t":"ü"}}';

/** A message as Composio would send it at that moment. */
export function honestMessage(now: Date, secret: string): SignedMessage {
  const [id, timestamp] = ['msg_a1b2', `${Math.floor(now.getTime() / 1000)}`];
  return { id, timestamp, body: Buffer.from(BODY), signatures: sign({ id, timestamp, body: BODY }, secret) };
}

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

/** One random change. */
export function mutate(message: SignedMessage, draw: Draw): SignedMessage {
  const field = (['id', 'timestamp', 'signatures', 'body'] as const)[draw(4)] ?? 'body';
  const changed = field === 'body' ? mutateBytes(message.body, draw) : mutateText(message[field], draw);
  return { ...message, [field]: changed };
}

/**
 * Whether the signed content is unchanged and the signature is still in the list; HTTP strips whitespace around
 * headers.
 */
export function meansTheSame(original: SignedMessage, { id, timestamp, body, signatures }: SignedMessage): boolean {
  return (
    id.trim() === original.id &&
    timestamp.trim() === original.timestamp &&
    body.equals(original.body) &&
    signatures.trim().split(' ').includes(original.signatures)
  );
}
