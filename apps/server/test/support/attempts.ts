import type { ConnectionView } from '@patchbay/contracts';
import { linkToken, startConnecting } from './connect.ts';
import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** One attempt from an attacker's view: everything that passes through a browser. */
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

/**
 * The return address of an attempt without parameters, which its starter gets by declining without following the
 * redirect.
 */
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

/** Approves at the provider and returns the address that the approving browser is redirected to. */
export function approveUpstream(app: TestApp, redirectUrl: string): string {
  return app.sandbox.control.approve(linkToken(redirectUrl)) ?? '';
}

/** A connection's status and reason, and whether its attempt's account still exists at the provider. */
export async function standing(app: TestApp, browser: TestBrowser, { id, accountId }: Pending) {
  await app.runJobs();
  const view: ConnectionView = await browser.trpc.connections.get.query({ id });
  const account = app.sandbox.control.account(accountId);
  return { status: view.status, reason: view.reason?.code ?? null, upstream: account?.deletedAt ? 'deleted' : 'there' };
}

/** The history, oldest first, one line per entry. */
export async function historyOf(browser: TestBrowser, id: string): Promise<string[]> {
  const { items } = await browser.trpc.connections.history.query({ id });
  return items
    .toReversed()
    .map(({ event, from, to, ignored, reason }) =>
      [`${ignored ? '(ignored) ' : ''}${event}: ${from} → ${to}`, reason?.code].filter(Boolean).join(', '),
    );
}
