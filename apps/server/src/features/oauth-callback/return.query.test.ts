import { describe, expect, it } from 'vitest';
import { newSecret } from '../../platform/crypto/secret.ts';
import { returnQuery, saysRefused } from './return.query.ts';

const nonce = newSecret();
const accepts = (query: object) => returnQuery.safeParse(query).success;

describe('returnQuery', () => {
  it('takes both spellings, and parameters that nobody announced', () => {
    expect(accepts({ nonce, status: 'success', connected_account_id: 'ca_1' })).toBe(true);
    expect(accepts({ nonce, status: 'success', connectedAccountId: 'ca_1', appName: 'slack', new: 'x' })).toBe(true);
  });

  it.each([
    ['a missing nonce', {}],
    ['two nonces', { nonce: [nonce, nonce] }],
    ['a nonce one character short', { nonce: nonce.slice(1) }],
    ['a nonce one character long', { nonce: `${nonce}A` }],
    ['a nonce in another alphabet', { nonce: `${nonce.slice(1)}+` }],
    ['a nonce with a line break', { nonce: `${nonce}\n` }],
    ['an object for a nonce', { nonce: { $ne: null } }],
    ['two statuses', { nonce, status: ['failed', 'success'] }],
    ['two accounts', { nonce, connected_account_id: ['ca_1', 'ca_2'] }],
  ])('refuses %s', (_, query) => {
    expect(accepts(query)).toBe(false);
  });
});

describe('saysRefused', () => {
  it.each([
    [{ status: 'failed' }, true],
    [{ status: 'error' }, true],
    [{ error: 'access_denied' }, true],
    [{ status: 'success' }, false],
    [{}, false],
  ])('%j: %s', (query, refused) => {
    expect(saysRefused({ nonce, ...query })).toBe(refused);
  });
});
