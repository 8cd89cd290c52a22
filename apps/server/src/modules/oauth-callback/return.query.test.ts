import { describe, expect, it } from 'vitest';
import { newSecret } from '../../platform/crypto/secret.ts';
import { readReturnQuery, saysRefused } from './return.query.ts';

const nonce = newSecret();

describe('readReturnQuery', () => {
  it('takes both spellings, and parameters that were never announced', () => {
    const accepts = (query: object) => readReturnQuery({ nonce, ...query })?.isWellFormed;
    expect(accepts({ status: 'success', connected_account_id: 'ca_1' })).toBe(true);
    expect(accepts({ status: 'success', connectedAccountId: 'ca_1', appName: 'slack', new: 'x' })).toBe(true);
  });

  it.each([
    ['a missing nonce', {}],
    ['two nonces', { nonce: [nonce, nonce] }],
    ['a nonce one character short', { nonce: nonce.slice(1) }],
    ['a nonce one character long', { nonce: `${nonce}A` }],
    ['a nonce in another alphabet', { nonce: `${nonce.slice(1)}+` }],
    ['a nonce with a line break', { nonce: `${nonce}\n` }],
    ['an object for a nonce', { nonce: { $ne: null } }],
  ])('refuses %s', (_, query) => {
    expect(readReturnQuery(query)).toBeUndefined();
  });

  it.each([
    ['two statuses', { status: ['failed', 'success'] }],
    ['two accounts', { connected_account_id: ['ca_1', 'ca_2'] }],
    ['an endless session', { session_uri: 'x'.repeat(1_025) }],
  ])('keeps the nonce of a return with %s, which is judged and never used', (_, more) => {
    expect(readReturnQuery({ nonce, ...more })).toEqual({ query: { nonce }, isWellFormed: false });
  });

  it('takes a refusal for one however long its words are: with 501 characters it was not recorded', () => {
    const given = readReturnQuery({ nonce, status: 'failed', error: 'x'.repeat(5_000) });
    expect(given?.isWellFormed && saysRefused(given.query)).toBe(true);
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
