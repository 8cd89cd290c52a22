import { OUTGOING_EVENT_TYPES, outgoingEventExample } from '@patchbay/contracts';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { ExactNumber, PatchbayError, verifyWebhook } from './index.ts';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const OTHER = 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD';
const NOW = new Date('2026-11-30T09:15:30.000Z');

function signed(body: string, { secret = SECRET, at = NOW } = {}) {
  const signature = new Webhook(secret).sign('msg_1', at, body);
  const timestamp = `${Math.floor(at.getTime() / 1000)}`;
  return { 'webhook-id': 'msg_1', 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

const refused = (given: Partial<Parameters<typeof verifyWebhook>[0]>) =>
  verifyWebhook({ body: '{}', headers: signed('{}'), secret: SECRET, now: NOW, ...given }).then(
    () => 'accepted',
    (error: unknown) => (error instanceof PatchbayError ? error.code : error),
  );

describe('a webhook', () => {
  it.each(OUTGOING_EVENT_TYPES)('of type %s is returned as it was sent', async (type) => {
    const body = JSON.stringify(outgoingEventExample(type));
    const event = await verifyWebhook({ body, headers: signed(body), secret: SECRET, now: NOW });
    expect(event).toEqual(JSON.parse(body));
  });

  it('is accepted as bytes, and with the headers of fetch, in any case, and of Node', async () => {
    const body = '{"type":"test","text":"Grüße"}';
    const headers = signed(body);
    const bytes = new TextEncoder().encode(body);
    const upper = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]));
    for (const each of [headers, new Headers(headers), upper])
      expect(await refused({ body: bytes, headers: each })).toBe('accepted');
  });

  it('keeps the numbers of a payload', async () => {
    const body = '{"type":"trigger.message","data":{"payload":{"id":12345678901234567890}}}';
    const event = await verifyWebhook({ body, headers: signed(body), secret: SECRET, now: NOW });
    if (event.type !== 'trigger.message') throw new Error(event.type);
    expect((event.data.payload as { id: unknown }).id).toBeInstanceOf(ExactNumber);
  });

  it('is accepted with one of several secrets, and with one of several signatures', async () => {
    expect(await refused({ secret: [OTHER, SECRET] })).toBe('accepted');
    const { 'webhook-signature': signature, ...headers } = signed('{}');
    const other = signed('{}', { secret: OTHER })['webhook-signature'];
    for (const both of [`${other} ${signature}`, `v1a,xyz ${signature}`, `v1,% ${signature}`])
      expect(await refused({ headers: { ...headers, 'webhook-signature': both } })).toBe('accepted');
  });

  it('is refused when it was changed, is of another secret, not signed, or no JSON', async () => {
    expect(await refused({ body: '{ }' })).toBe('WEBHOOK_INVALID');
    expect(await refused({ secret: OTHER })).toBe('WEBHOOK_INVALID');
    expect(await refused({ headers: {} })).toBe('WEBHOOK_INVALID');
    expect(await refused({ headers: { ...signed('{}'), 'webhook-id': 'msg_2' } })).toBe('WEBHOOK_INVALID');
    expect(await refused({ headers: { ...signed('{}'), 'webhook-signature': 'v1,' } })).toBe('WEBHOOK_INVALID');
    expect(await refused({ body: 'no', headers: signed('no') })).toBe('WEBHOOK_INVALID');
  });

  it('is refused when it is older than five minutes, or that far in the future', async () => {
    const at = (seconds: number) => ({ headers: signed('{}', { at: new Date(NOW.getTime() + seconds * 1000) }) });
    expect(await refused(at(-299))).toBe('accepted');
    expect(await refused(at(299))).toBe('accepted');
    expect(await refused(at(-301))).toBe('WEBHOOK_INVALID');
    expect(await refused(at(301))).toBe('WEBHOOK_INVALID');
    expect(await refused({ ...at(-301), toleranceSeconds: 600 })).toBe('accepted');
    expect(await refused({ headers: { ...signed('{}'), 'webhook-timestamp': 'NaN' } })).toBe('WEBHOOK_INVALID');
  });

  it('needs a secret: an empty or missing one of the environment must not accept anything', async () => {
    for (const secret of ['', 'whsec_', undefined as unknown as string, []])
      expect(await refused({ secret })).not.toBe('accepted');
  });
});
