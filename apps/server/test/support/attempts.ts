import type { ConnectionView } from '@patchbay/contracts';
import { linkToken, startConnecting } from './connect.ts';
import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** One attempt as an attacker sees it: everything that passes through a browser. */
export interface Pending {
  id: string;
  attemptId: string;
  redirectUrl: string;
  accountId: string;
}

export async function startPending(app: TestApp, browser: TestBrowser, slug = 'slack'): Promise<Pending> {
  const started = await startConnecting(browser, slug, crypto.randomUUID());
  return { ...started, accountId: accountOf(app, started.redirectUrl) };
}

export function accountOf(app: TestApp, redirectUrl: string): string {
  const token = linkToken(redirectUrl);
  const account = app.sandbox.control.accounts().find(({ linkToken: own }) => own === token);
  if (!account) throw new Error('the sandbox has no such account');
  return account.id;
}

/** The bare return address of an attempt, which its starter can get at: by declining, and not following. */
export function returnAddressOf(app: TestApp, { attemptId }: { attemptId: string }): string {
  const bodies = app.sandbox.control.requests().map(({ body }) => body as Record<string, string> | undefined);
  const address = bodies.find((body) => String(body?.['alias']).includes(attemptId))?.['callback_url'];
  if (!address) throw new Error('no link was asked for');
  return address;
}

/** What an administrator enters at the provider as the project's verifier URL. */
export function verifierUrlOf({ deps }: TestApp): string {
  return `${deps.publicUrl}/oauth/verify`;
}

/** Approves upstream and answers the address that the provider sends the approving browser to. */
export function approveUpstream(app: TestApp, redirectUrl: string): string {
  return app.sandbox.control.approve(linkToken(redirectUrl)) ?? '';
}

/** Where a connection stands, its reason, and whether its attempt's account is still there upstream. */
export async function standing(app: TestApp, browser: TestBrowser, { id, accountId }: Pending) {
  await app.runJobs();
  const view: ConnectionView = await browser.trpc.connections.get.query({ id });
  const account = app.sandbox.control.account(accountId);
  return { status: view.status, reason: view.reason?.code ?? null, upstream: account?.deletedAt ? 'deleted' : 'there' };
}

/** The history, oldest first, in one line each. */
export async function historyOf(browser: TestBrowser, id: string): Promise<string[]> {
  const { items } = await browser.trpc.connections.history.query({ id });
  return items
    .toReversed()
    .map(({ event, from, to, ignored, reason }) =>
      [`${ignored ? '(ignored) ' : ''}${event}: ${from} → ${to}`, reason?.code].filter(Boolean).join(', '),
    );
}
