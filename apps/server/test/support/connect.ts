import type { ConnectionView } from '@patchbay/contracts';
import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** The token in the address of a consent page. */
export function linkToken(redirectUrl: string | null): string {
  return new URL(redirectUrl ?? 'missing:').pathname.split('/').at(-1) ?? '';
}

export interface StartedConnection {
  id: string;
  attemptId: string;
  redirectUrl: string;
}

/** Adds an app and starts to connect it. */
export async function startConnecting(browser: TestBrowser, app = 'slack', label = ''): Promise<StartedConnection> {
  const { connection } = await browser.trpc.connections.add.mutate({ app, label });
  return connectAgain(browser, connection.id);
}

export async function connectAgain(browser: TestBrowser, id: string): Promise<StartedConnection> {
  const { redirectUrl, attempt } = await browser.trpc.connections.connect.mutate({ id });
  if (!redirectUrl || !attempt) throw new Error('nothing to authorize');
  return { id, attemptId: attempt.id, redirectUrl };
}

/** The complete flow: added, connected, approved and returned. */
export async function connected(app: TestApp, browser: TestBrowser, slug = 'slack'): Promise<ConnectionView> {
  const { id, redirectUrl } = await startConnecting(browser, slug);
  await approve(app, browser, redirectUrl);
  return browser.trpc.connections.get.query({ id });
}

/** Approves on the consent page and returns. Returns the page that is shown then. */
export function approve(app: TestApp, browser: TestBrowser, redirectUrl: string): Promise<string> {
  return browser.comeBack(app.sandbox.control.approve(linkToken(redirectUrl)) ?? '');
}

export function deny(app: TestApp, browser: TestBrowser, redirectUrl: string): Promise<string> {
  return browser.comeBack(app.sandbox.control.deny(linkToken(redirectUrl)) ?? '');
}
