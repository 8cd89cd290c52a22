import { describe, expect, it } from 'vitest';
import { newSigningSecret, signatureHeader } from './standard-webhooks.ts';

/** Published with the reference libraries (standard-webhooks/standard-webhooks, their test vectors). */
const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  message: { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1_614_265_330, body: '{"test": 2432232314}' },
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
};

describe('signatureHeader', () => {
  it('signs as the published vector says', () => {
    expect(signatureHeader(VECTOR.message, [VECTOR.secret])).toBe(VECTOR.signature);
  });

  it('takes a secret without its prefix for the same', () => {
    expect(signatureHeader(VECTOR.message, [VECTOR.secret.slice('whsec_'.length)])).toBe(VECTOR.signature);
  });

  it('signs with both secrets during a rotation', () => {
    const other = newSigningSecret();
    const [first, second, ...rest] = signatureHeader(VECTOR.message, [other, VECTOR.secret]).split(' ');
    expect(first).toBe(signatureHeader(VECTOR.message, [other]));
    expect(second).toBe(VECTOR.signature);
    expect(rest).toEqual([]);
  });
});

describe('newSigningSecret', () => {
  it('is 24 bytes and never the same', () => {
    const secret = newSigningSecret();
    expect(Buffer.from(secret.slice('whsec_'.length), 'base64')).toHaveLength(24);
    expect(newSigningSecret()).not.toBe(secret);
  });
});
