import { describe, expect, it } from 'vitest';
import { brandingInput, brandingOf, readLogo, themeOf } from './branding.ts';
import type { ConnectHost } from './connect-session.queries.ts';

const HOST: ConnectHost = {
  id: 'h',
  origin: 'https://acme.example',
  returnUrls: ['https://acme.example/connected'],
  displayName: null,
  logo: null,
  theme: {},
  status: 'approved',
  approvedHow: 'admin',
  isShared: false,
  proof: { url: 'https://acme.example/.well-known/patchbay-origin', content: 'w' },
  createdAt: '2026-11-30T10:00:00.000Z',
};

describe('branding', () => {
  it('of a host without one is all defaults, and saving it sets nothing', () => {
    expect(brandingInput(brandingOf(HOST), HOST)).toEqual({ id: 'h', displayName: null, theme: {} });
  });

  it('comes back as it was saved', () => {
    const theme = { mode: 'dark', accent: '#112233', background: '#000000', text: '#ffffff', radius: 0 } as const;
    expect(themeOf(brandingOf({ ...HOST, theme }))).toEqual(theme);
  });

  it('keeps a logo that was not touched, and removes one that was', () => {
    const host = { ...HOST, logo: '/connect/logos/a' };
    expect(brandingInput(brandingOf(host), host)).not.toHaveProperty('logo');
    expect(brandingInput({ ...brandingOf(host), logo: null }, host)).toHaveProperty('logo', null);
  });

  it('sends a new logo in base64', () => {
    expect(brandingInput({ ...brandingOf(HOST), logo: 'data:,', newLogo: 'AQI=' }, HOST)).toHaveProperty(
      'logo',
      'AQI=',
    );
  });

  it('reads a file as what is shown and what is sent', async () => {
    const file = new Blob([new Uint8Array([1, 2, 255])], { type: 'image/png' });
    expect(await readLogo(file)).toEqual({ logo: 'data:image/png;base64,AQL/', newLogo: 'AQL/' });
  });

  it('does not read a file that the server would refuse for its size', async () => {
    expect(await readLogo(new Blob([new Uint8Array(256 * 1024 + 1)]))).toBeUndefined();
  });
});
