import { Composio } from '@composio/core';
import { describe, expect, it } from 'vitest';
import { sign } from '../../../../../test/support/webhook.ts';
import { silenceTelemetry } from '../../../../env.ts';
import type { SignedMessage } from '../signed-message.ts';
import { firstFailedCheck } from './index.ts';

const SECRET = 'whsec_the-current-one';
const NOW = new Date('2026-11-22T10:30:00Z');
const SECONDS = NOW.getTime() / 1000;

function message(change: Partial<Record<keyof SignedMessage, string>> = {}, secret = SECRET): SignedMessage {
  const { id = 'msg_a1b2', timestamp = `${SECONDS}`, body = '{"a":1}', signatures } = change;
  return { id, timestamp, body: Buffer.from(body), signatures: signatures ?? sign({ id, timestamp, body }, secret) };
}

const objection = (candidate: SignedMessage, secrets = [SECRET]) =>
  firstFailedCheck({ message: candidate, secrets, now: NOW });

const others = (count: number) => Array.from({ length: count }, () => `v1,${'A'.repeat(43)}=`);

describe('firstFailedCheck', () => {
  it('accepts what the provider signed', () => {
    expect(objection(message())).toBeUndefined();
    expect(objection(message({ body: '' }))).toBeUndefined();
  });

  it.each([-300, -299, 0, 299, 300])('accepts a message that is %i s off', (seconds) => {
    expect(objection(message({ timestamp: `${SECONDS + seconds}` }))).toBeUndefined();
  });

  it.each([-301, 301, -86_400, 1e9])('refuses one that is %i s off, although it is signed', (seconds) => {
    expect(objection(message({ timestamp: `${SECONDS + seconds}` }))).toBe('time');
  });

  it.each(['', ' ', `${SECONDS}.0`, `+${SECONDS}`, ` ${SECONDS}`, '1e9', '0x10', 'NaN', '1234567890123', '-1'])(
    'refuses the timestamp %j',
    (timestamp) => {
      expect(objection(message({ timestamp }))).toBe('timestamp');
    },
  );

  it.each(['', 'a.b', 'a b', 'a,b', 'é', 'x'.repeat(129), 'msg_1, msg_1'])('refuses the id %j', (id) => {
    expect(objection(message({ id }))).toBe('id');
  });

  it('refuses what another secret signed, and accepts either one during a rotation', () => {
    const previous = message({}, 'whsec_the-previous-one');
    expect(objection(previous)).toBe('signature');
    expect(objection(previous, [SECRET, 'whsec_the-previous-one'])).toBeUndefined();
    expect(objection(message(), [SECRET, 'whsec_the-previous-one'])).toBeUndefined();
  });

  it('finds the valid one among several signatures, at most ten', () => {
    const { signatures } = message();
    expect(objection(message({ signatures: [...others(9), signatures].join(' ') }))).toBeUndefined();
    expect(objection(message({ signatures: [...others(10), signatures].join(' ') }))).toBe('signatures');
    expect(objection(message({ signatures: `v1a,xyz ${signatures}` }))).toBeUndefined();
  });

  it.each([
    ['none', ''],
    ['only its scheme', 'v1,'],
    ['another scheme', `v2,${sign({ id: 'msg_a1b2', timestamp: SECONDS, body: '{"a":1}' }, SECRET).slice(3)}`],
    ['without a scheme', sign({ id: 'msg_a1b2', timestamp: SECONDS, body: '{"a":1}' }, SECRET).slice(3)],
    ['cut short', sign({ id: 'msg_a1b2', timestamp: SECONDS, body: '{"a":1}' }, SECRET).slice(0, -1)],
    ['base64url', sign({ id: 'msg_a1b2', timestamp: SECONDS, body: '{"a":1}' }, SECRET).replaceAll('=', '')],
  ])('refuses a signature that is %s', (_, signatures) => {
    expect(objection(message({ signatures }))).toBe('signature');
  });

  it('uses the secret as it is: decoding it, as Standard Webhooks would, gives another key', () => {
    const decoded = Buffer.from(SECRET.slice('whsec_'.length), 'base64').toString('latin1');
    expect(objection(message({}, decoded))).toBe('signature');
  });

  it('does not accept the same bytes split differently into id, timestamp and body', () => {
    const timestamp = `${SECONDS}`;
    const { signatures } = message({ id: 'msg', timestamp, body: `${timestamp}.{}` });
    expect(objection(message({ id: `msg.${timestamp}`, timestamp, body: '{}', signatures }))).toBe('id');
  });

  it('agrees with Composio’s own SDK about what Composio signs', async () => {
    silenceTelemetry();
    const sdk = new Composio({ apiKey: 'none', allowTracking: false, disableVersionCheck: true });
    const timestamp = `${Math.floor(Date.now() / 1000)}`;
    const body = JSON.stringify({
      id: 'msg_1',
      timestamp: new Date().toISOString(),
      type: 'composio.trigger.message',
      metadata: {
        log_id: 'l',
        trigger_slug: 'A_B',
        trigger_id: 'ti',
        connected_account_id: 'ca',
        auth_config_id: 'ac',
        user_id: 'u',
      },
      data: {},
    });
    const ours = message({ id: 'msg_1', timestamp, body });
    const asked = { id: 'msg_1', timestamp, payload: body, secret: SECRET, signature: ours.signatures };
    await expect(sdk.triggers.verifyWebhook(asked)).resolves.toMatchObject({ version: 'V3' });
    expect(firstFailedCheck({ message: ours, secrets: [SECRET], now: new Date() })).toBeUndefined();
    await expect(sdk.triggers.verifyWebhook({ ...asked, payload: `${body} ` })).rejects.toThrow();
    expect(
      firstFailedCheck({ message: { ...ours, body: Buffer.from(`${body} `) }, secrets: [SECRET], now: new Date() }),
    ).toBe('signature');
  });
});
