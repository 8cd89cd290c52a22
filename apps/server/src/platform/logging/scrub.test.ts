import { expect, it } from 'vitest';
import { newSecret } from '../crypto/secret.ts';
import { newId } from '../ids.ts';
import { scrub } from './scrub.ts';

it('takes out whatever looks like a secret of ours, wherever it stands', () => {
  const secret = newSecret();
  for (const text of [secret, `?nonce=${secret}&x`, `{"a":"${secret}"}`, `cookie=${secret};`]) {
    expect(scrub(text, [])).not.toContain(secret);
  }
});

it('takes out the provider’s sessions and links, also escaped', () => {
  expect(scrub('urn:composio:session:cs_abc', [])).toBe('urn:composio:session:[secret]');
  expect(scrub('session_uri=urn%3Acomposio%3Asession%3Acs_abc&x', [])).toBe('session_uri=[secret]&x');
  expect(scrub('https://connect.composio.dev/link/lk_abc', [])).toBe('https://connect.composio.dev/link/[secret]');
});

it('takes out what it was told, and leaves ids and hashes to be read', () => {
  expect(scrub('x-api-key: k3y', ['k3y'])).toBe('x-api-key: [secret]');
  for (const text of [newId(), 'a'.repeat(64), 'ca_0123456789abcdef']) expect(scrub(text, [])).toBe(text);
});
