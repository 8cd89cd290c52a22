import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { BUDGET, firstPageSizes } from './bundle-size.ts';
import { expect, test } from './fixtures.ts';

/** Of the first marketplace, on the wire: headers and compressed bodies, and the logos that are in view. */
const MOST_BYTES = 250_000;
const MOST_REQUESTS = 25;
const MOST_LOGO_BYTES = 80_000;

interface Weight {
  bytes: number;
  requests: string[];
  logoBytes: number;
}

/** What the browser itself says that it received, without anything cached. */
async function weigh(page: Page, path: string, isThere: () => Promise<void>): Promise<Weight> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.clearBrowserCache');
  const urls = new Map<string, string>();
  const weight: Weight = { bytes: 0, requests: [], logoBytes: 0 };
  session.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    // Of the page before.
    if (url === undefined) return;
    const { pathname } = new URL(url);
    if (pathname.startsWith('/logos/')) weight.logoBytes += encodedDataLength;
    else {
      weight.bytes += encodedDataLength;
      weight.requests.push(`${pathname} ${encodedDataLength}`);
    }
  });
  await page.goto(path);
  await isThere();
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await session.detach();
  return weight;
}

test(
  'the first marketplace weighs at most 250 kB in 25 requests, on the wire',
  { tag: '@smoke' },
  async ({ member }) => {
    await expect(member.getByTestId('app-card').first()).toBeVisible();
    // By its own address: a former one is a page load like this, with a redirect.
    const { bytes, requests, logoBytes } = await weigh(member, new URL(member.url()).pathname, () =>
      expect(member.getByTestId('app-card').first()).toBeVisible(),
    );
    process.stdout.write(`    ${bytes} bytes, ${requests.length} requests, ${logoBytes} bytes of logos\n`);
    expect(bytes, requests.join('\n')).toBeLessThanOrEqual(MOST_BYTES);
    expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(MOST_REQUESTS);
    expect(logoBytes).toBeLessThanOrEqual(MOST_LOGO_BYTES);
  },
);

test('the JavaScript of each first page stays within its budget', { tag: '@smoke' }, () => {
  const sizes = firstPageSizes(join(import.meta.dirname, '../dist'));
  for (const [page, size] of Object.entries(sizes)) expect(size, page).toBeLessThanOrEqual(BUDGET);
});

test('no page contains an inline style or script', { tag: '@smoke' }, async ({ member }) => {
  for (const path of [
    '/marketplace',
    '/applications',
    '/events',
    '/account',
    '/settings/general',
    '/settings/members',
    '/settings/service-keys',
    '/settings/endpoints',
  ]) {
    await member.goto(path);
    await expect(member.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await member.locator('style, script:not([src])').count(), path).toBe(0);
  }
});
