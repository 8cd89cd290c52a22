import type { Page } from '@playwright/test';
import { expect } from './fixtures.ts';

const PORT = Number(process.env.E2E_PORT ?? 3900);

/** A server with an API key: its provider is a separate sandbox, which tests may break. */
export const WITH_KEY = `http://localhost:${PORT + 20}`;

/** A server with callback identity verification. */
export const WITH_VERIFIER = `http://localhost:${PORT + 70}`;

type Which = 'main' | 'with-key';

/** Calls the control API of a server's sandbox; see apps/sandbox/README.md. */
async function ask(which: Which, path: string, body?: object): Promise<Record<string, unknown>> {
  const url = `http://127.0.0.1:${which === 'main' ? PORT + 1 : PORT + 21}/sandbox/${path}`;
  const headers = { 'x-api-key': 'sandbox-key', 'content-type': 'application/json' };
  const answer = await fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return (await answer.json()) as Record<string, unknown>;
}

export async function breakProvider(faults: object[]): Promise<void> {
  await ask('with-key', 'control/fault', { faults });
}

/** Ends the authorization of an account, as the provider might at any time, and sends the event. */
export async function expireAccount(id: string): Promise<void> {
  await ask('main', 'control/expire', { id });
}

export interface SeenRequest {
  method: string;
  path: string;
  /** Null if the connection was dropped. */
  status: number | null;
  tookMs: number | null;
}

export async function seenRequests(): Promise<SeenRequest[]> {
  return (await ask('with-key', 'requests'))['items'] as SeenRequest[];
}

/** The provider's id of the account of this person's only connection. */
export async function accountOf(page: Page): Promise<string> {
  const session = await page.request.get('/trpc/session.get');
  const { workspace } = ((await session.json()) as { result: { data: { workspace: { id: string } } } }).result.data;
  const list = await page.request.get('/trpc/connections.list', { headers: { 'x-patchbay-workspace': workspace.id } });
  const { items } = ((await list.json()) as { result: { data: { items: { account: { id: string } }[] } } }).result.data;
  return items[0]?.account.id ?? '';
}

/** Fires the trigger of an account with this JSON text as its data. */
export async function fireWith(account: string, data: string): Promise<void> {
  const { items } = JSON.parse(await triggersOf(account)) as { items: { id: string }[] };
  const fired = await asProgram('/sandbox/control/fire', `{"id":"${items[0]?.id}","data":${data}}`);
  expect(fired.ok, `fire: ${fired.status}`).toBe(true);
}

/** The active triggers of an account at the provider, as JSON text. */
export async function triggersOf(account: string): Promise<string> {
  return (await asProgram(`/api/v3.1/trigger_instances/active?connected_account_ids=${account}`)).text();
}

/** As text, so that no number is changed. */
function asProgram(path: string, body?: string): Promise<Response> {
  const headers = { 'x-api-key': 'sandbox-key', 'content-type': 'application/json' };
  return fetch(`http://127.0.0.1:${PORT + 1}${path}`, { headers, ...(body && { method: 'POST', body }) });
}

/** What an installation admin does in the provider's dashboard: an auth config with an OAuth client of their own. */
export async function createOwnClient(app: string): Promise<void> {
  const config = {
    type: 'use_custom_auth',
    authScheme: 'OAUTH2',
    credentials: { client_id: 'own-client', client_secret: 'own-secret' },
  };
  const body = { toolkit: { slug: app }, auth_config: config };
  const created = await asProgram('/api/v3.1/auth_configs', JSON.stringify(body));
  expect(created.ok, `auth config: ${created.status}`).toBe(true);
}

/** The files that actions were given, as the provider has them. */
export async function uploadedFiles(): Promise<unknown[]> {
  return (await ask('main', 'files'))['items'] as unknown[];
}
