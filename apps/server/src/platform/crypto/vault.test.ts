import { describe, expect, it } from 'vitest';
import { createVault } from './vault.ts';

const PLACE = { table: 'endpoints', column: 'secret_sealed', workspaceId: 'w1', rowId: 'e1' };
const vault = createVault('one secret of an installation');

describe('a vault', () => {
  it('opens what it sealed', () => {
    expect(vault.open(vault.seal('whsec_ü', PLACE), PLACE)).toBe('whsec_ü');
  });

  it('seals the same secret differently each time', () => {
    expect(vault.seal('same', PLACE)).not.toBe(vault.seal('same', PLACE));
  });

  it.each(['table', 'column', 'workspaceId', 'rowId'] as const)(
    'does not open what was moved to another %s',
    (field) => {
      const sealed = vault.seal('secret', PLACE);
      expect(() => vault.open(sealed, { ...PLACE, [field]: 'elsewhere' })).toThrow();
    },
  );

  it('does not open what was changed, whichever character', () => {
    const sealed = vault.seal('secret', PLACE);
    const start = sealed.indexOf('.') + 1;
    for (let at = start; at < sealed.length; at += 1) {
      const changed = `${sealed.slice(0, at)}${sealed[at] === 'A' ? 'B' : 'A'}${sealed.slice(at + 1)}`;
      if (Buffer.from(changed.slice(start), 'base64url').equals(Buffer.from(sealed.slice(start), 'base64url')))
        continue;
      expect(() => vault.open(changed, PLACE)).toThrow();
    }
  });

  it('does not open what was cut short', () => {
    const sealed = vault.seal('secret', PLACE);
    expect(() => vault.open(sealed.slice(0, -16), PLACE)).toThrow();
    expect(() => vault.open(sealed.slice(0, 12), PLACE)).toThrow();
  });

  it('opens under a new key what the previous one sealed, and seals under the new one', () => {
    const sealed = vault.seal('secret', PLACE);
    const rotated = createVault('another secret', ['one secret of an installation']);
    expect(rotated.open(sealed, PLACE)).toBe('secret');
    expect(() => vault.open(rotated.seal('secret', PLACE), PLACE)).toThrow('not known');
  });
});
