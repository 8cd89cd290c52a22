import type { ConnectionView } from '@patchbay/contracts';
import { linkToken, startConnecting } from './connect.ts';
import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** Creates the project's own OAuth client for an app. Returns the auth config. */
export async function ownClient(app: TestApp, toolkit: string, clientId: string): Promise<string> {
  const credentials = { client_id: clientId, client_secret: 'secret' };
  const auth_config = { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials };
  const answer = await call(app, 'POST /auth_configs', { toolkit: { slug: toolkit }, auth_config });
  return ((await answer.json()) as { auth_config: { id: string } }).auth_config.id;
}

/** Makes new connections of an app use `used`, by disabling the other auth configs. */
export async function useAuthConfig(app: TestApp, used: string, unused: string[]): Promise<void> {
  await call(app, `PATCH /auth_configs/${used}/ENABLED`);
  for (const id of unused) await call(app, `PATCH /auth_configs/${id}/DISABLED`);
}

function call({ sandbox }: TestApp, request: string, body?: object): Promise<Response> {
  const [method = '', path = ''] = request.split(' ');
  return fetch(`${sandbox.url}/api/v3.1${path}`, {
    method,
    headers: { 'x-api-key': sandbox.apiKey, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
}

export interface Connected extends ConnectionView {
  /** The address that the provider redirected the person to, with its nonce. */
  back: string;
}

/** Adds an app and connects it as the person with this address at the app. */
export async function connectedAs(
  app: TestApp,
  browser: TestBrowser,
  { slug, email }: { slug: string; email: string },
): Promise<Connected> {
  const { id, redirectUrl } = await startConnecting(browser, slug, crypto.randomUUID());
  const back = await approveAs(app, browser, { redirectUrl, email });
  return { ...(await browser.trpc.connections.get.query({ id })), back };
}

/** Returns the address that the person returned to. */
export async function approveAs(
  app: TestApp,
  browser: TestBrowser,
  { redirectUrl, email }: { redirectUrl: string; email: string },
): Promise<string> {
  const back = app.sandbox.control.approve(linkToken(redirectUrl), { name: 'A Person', email }) ?? '';
  await browser.comeBack(back);
  return back;
}

/** Whether the app still accepts the token of an account, deleted or not. */
export function tokenWorks(app: TestApp, accountId: string | undefined): boolean | undefined {
  return app.sandbox.control.tokens().find((token) => token.accountId === accountId)?.works;
}

/** How accounts were released according to the history, newest first. */
export async function releasesOf(app: TestApp, connectionId: string): Promise<string[]> {
  const pool = await app.deps.orm.em.getConnection().getNativeClient();
  const { rows } = await pool.query<{ event: string }>(
    `select event from connection_events where connection_id = $1 and event like 'released%' order by seq desc`,
    [connectionId],
  );
  return rows.map(({ event }) => event);
}
