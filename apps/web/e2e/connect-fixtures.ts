import { type BrowserContext, expect, type FrameLocator, type Page, test as base } from '@playwright/test';
import { type Host, type HostOptions, startHost } from './connect-host.ts';
import { elsewhere } from './fixtures.ts';

/** End users connect inside a customer's product, which is of another site than our pages. */
interface Fixtures {
  start: (options?: Omit<HostOptions, 'baseURL' | 'request'>) => Promise<Host>;
  problems: string[];
}

export const test = base.extend<Fixtures>({
  extraHTTPHeaders: async ({ browserName: _ }, use) => use(elsewhere()),
  start: async ({ playwright, baseURL }, use) => {
    const hosts: Host[] = [];
    const request = await playwright.request.newContext({ extraHTTPHeaders: elsewhere() });
    await use(async (options = {}) => {
      const host = await startHost({ baseURL: baseURL ?? '', request, ...options });
      hosts.push(host);
      return host;
    });
    for (const host of hosts) await host.close();
    await request.dispose();
  },
  problems: [
    async ({ context, baseURL }, use) => {
      const problems: string[] = [];
      watch(context, baseURL ?? '', problems);
      await use(problems);
      expect(problems).toEqual([]);
    },
    { auto: true },
  ],
});

/** Violated policies and errors of our pages. */
function watch(context: BrowserContext, own: string, problems: string[]): void {
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('console', (message) => {
    const isOurs = message.location().url.startsWith(own);
    if (message.type() === 'error' && isOurs && !message.text().startsWith('Failed to load resource'))
      problems.push(message.text());
  });
}

export const connectButton = (place: Page | FrameLocator, app: string) =>
  place.locator(`[data-app="${app}"]`).getByRole('button', { name: /^Connect/ });

export const windowFrom = async (page: Page, press: () => Promise<void>) => {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), press()]);
  return opened;
};

/** In the window, or on the page at top level: agrees to connect, and approves at the provider. */
export async function approve(window: Page, app: string): Promise<void> {
  await expect(window.getByTestId('identity')).toContainText(`wants to use your ${app} account`);
  await expect(window.getByTestId('identity')).toContainText('Vera Rubin');
  await window.getByRole('button', { name: `Continue to ${app}` }).click();
  await window.getByRole('button', { name: 'Approve' }).click();
}

export const frameOf = (page: Page) => page.frameLocator('patchbay-connect iframe');
export const card = (place: Page | FrameLocator, app: string) => place.locator(`[data-app="${app}"]`);

export { expect };
