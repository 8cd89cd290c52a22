import { describe, expect, it } from 'vitest';
import { testSandbox } from '../test-support/test-sandbox.ts';
import { inkOn, relativeLuminance } from './ink.ts';
import { logoSvg } from './logo-svg.ts';

describe('logos', () => {
  it('are served as cacheable pictures that cannot run anything', async () => {
    const sandbox = await testSandbox();
    const response = await fetch(`${sandbox.url}/logos/github.svg`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain('image/svg+xml');
    expect(response.headers.get('cache-control')).toContain('max-age');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await response.text()).toBe(logoSvg('github', 'GitHub'));
  });

  it('exist for known apps only', async () => {
    const sandbox = await testSandbox();
    for (const file of ['nothing.svg', 'github.png', '..%2f..%2fpackage.json']) {
      expect((await fetch(`${sandbox.url}/logos/${file}`)).status).toBe(404);
    }
  });

  it('draw the brand’s icon where there is one, its letters where not', () => {
    expect(logoSvg('github', 'GitHub')).toContain('<path transform');
    expect(logoSvg('microsoft_teams', 'Microsoft Teams')).toContain('>MT</text>');
  });

  it('cannot be broken out of by a name', () => {
    const svg = logoSvg('unheard_of', '<script>"&');
    expect(svg).not.toContain('<script');
    expect(svg).toContain('>S</text>');
    expect(logoSvg('unheard_of', '&&&')).toContain('>?</text>');
    expect(logoSvg('constructor', 'Constructor')).toContain('>C</text>');
    expect(logoSvg('../../secret', 'Path')).toContain('>P</text>');
  });

  it('stand out from their tile', () => {
    expect(inkOn('#000000')).toBe('#ffffff');
    expect(inkOn('#ffe01b')).toBe('#16181d');
    expect(relativeLuminance('#ffffff')).toBeCloseTo(1);
  });
});
