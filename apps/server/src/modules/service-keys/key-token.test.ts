import { describe, expect, it } from 'vitest';
import { newSecret } from '../../platform/crypto/secret.ts';
import { newId } from '../../platform/ids.ts';
import { formatToken, parseToken } from './key-token.ts';

describe('a key’s token', () => {
  it('parses what was formatted', () => {
    const key = { id: newId(), secret: newSecret() };
    expect(formatToken(key)).toMatch(/^pb_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect(parseToken(formatToken(key))).toEqual(key);
  });

  it.each([
    '',
    'pb__',
    'Bearer x',
    `pb_${'0'.repeat(32)}_${'a'.repeat(43)}`,
    `pb_${'f'.repeat(32)}_${'a'.repeat(43)}`,
    `${formatToken({ id: newId(), secret: newSecret() })}x`,
    `PB${formatToken({ id: newId(), secret: newSecret() }).slice(2)}`,
    `pb_${newId()}_${newSecret()}`,
  ])('%s is none', (text) => {
    expect(parseToken(text)).toBeUndefined();
  });
});
