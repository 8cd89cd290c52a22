import { describe, expect, it } from 'vitest';
import { workspaceAddress, workspaceAt } from './workspace-address.ts';

const ACME = { id: '019ad1f2-7c1e-7d4a-9b1c-0000aaaa1111', name: 'Acme' };
const OTHER = { id: '019ad1f2-7c1e-7d4a-9b1c-0000bbbb2222', name: 'Acme' };

describe('workspaceAddress', () => {
  it.each([
    ['Acme', 'acme-aaaa1111'],
    ['Ada’s workspace', 'adas-workspace-aaaa1111'],
    ['  Müller & Söhne (EU)  ', 'muller-sohne-eu-aaaa1111'],
    ['株式会社', 'aaaa1111'],
    ['🚀', 'aaaa1111'],
    ['a'.repeat(80), `${'a'.repeat(40)}-aaaa1111`],
    [`${'a'.repeat(39)} b`, `${'a'.repeat(39)}-aaaa1111`],
  ])('of “%s” is %s', (name, address) => {
    expect(workspaceAddress({ ...ACME, name })).toBe(address);
  });
});

describe('workspaceAt', () => {
  it('tells workspaces of one name apart', () => {
    expect(workspaceAt(workspaceAddress(OTHER), [ACME, OTHER])).toBe(OTHER);
  });

  it('knows the address from before a rename, and the id', () => {
    const renamed = { ...ACME, name: 'Engines' };
    expect(workspaceAt(workspaceAddress(ACME), [OTHER, renamed])).toBe(renamed);
    expect(workspaceAt(ACME.id, [OTHER, renamed])).toBe(renamed);
  });

  it('prefers the exact address if two ids end alike', () => {
    const twin = { id: '019ad1f2-7c1e-7d4a-9b1c-9999aaaa1111', name: 'Twin' };
    expect(workspaceAt(workspaceAddress(twin), [ACME, twin])).toBe(twin);
  });

  it.each(['acme', 'acme-', '', '0000aaaa1111', 'acme-cccc3333'])('knows nothing of “%s”', (address) => {
    expect(workspaceAt(address, [ACME, OTHER])).toBeUndefined();
  });
});
