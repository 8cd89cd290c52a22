import { ApiClient } from './api-client.ts';
import { answerConsent, controlSandbox } from './sandbox-page.ts';
import type { ServerProcess } from '../support/server-process.ts';

/** A workspace before an upgrade: something in every state, and waiting work. */
export interface Left {
  ada: ApiClient;
  grace: ApiClient;
  /** Ids of connections, by purpose. */
  connections: Record<(typeof PLANS)[number]['name'], string>;
  /** The provider's redirect for the attempt that is still open. */
  openReturn: string;
  serviceKey: string;
  endpoint: { id: string; secret: string };
  triggerInstance: string;
}

export interface Connected {
  connection: { id: string };
}

const PLANS = [
  { name: 'added', app: 'slack' },
  { name: 'active', app: 'github' },
  { name: 'open', app: 'notion' },
  { name: 'expired', app: 'asana' },
  { name: 'denied', app: 'gmail' },
  { name: 'disconnected', app: 'linear' },
  { name: 'removed', app: 'trello' },
] as const;

type Name = (typeof PLANS)[number]['name'];

const ADA = { name: 'Ada Lovelace', email: 'ada@upgrade.example' };
const GRACE = { name: 'Grace Hopper', email: 'grace@upgrade.example' };

export async function fill(server: ServerProcess, sandboxUrl: string, receiverUrl: string): Promise<Left> {
  const ada = await ApiClient.signUp(server, ADA);
  const grace = await ApiClient.signUp(server, GRACE);
  await catalogIsThere(ada);
  const ids = await addAll(ada);
  const accounts = new Map<Name, string>();
  for (const name of ['active', 'expired', 'disconnected', 'removed'] as const)
    accounts.set(name, await authorize(ada, ids[name]));
  await ada.browser.comeBack(await answerConsent(await start(ada, ids.denied), 'deny'));
  const openReturn = await answerConsentLater(await start(ada, ids.open));
  await grace.mutate('connections.add', { app: 'hubspot', label: 'Sales' });
  const left = await useThem(ada, { ids, sandboxUrl, receiverUrl });
  await controlSandbox(sandboxUrl, 'expire', { id: accounts.get('expired') });
  await waitFor('the expiry', async () => {
    const { status } = await ada.query<{ status: string }>('connections.get', { id: ids.expired });
    return status === 'expired';
  });
  await ada.mutate('connections.disconnect', { id: ids.disconnected });
  await ada.mutate('connections.remove', { id: ids.removed });
  return { ada, grace, connections: ids, openReturn, ...left };
}

interface Use {
  ids: Record<Name, string>;
  sandboxUrl: string;
  receiverUrl: string;
}

async function useThem(ada: ApiClient, { ids, sandboxUrl, receiverUrl }: Use) {
  const { token } = await ada.mutate<{ token: string }>('serviceKeys.create', {
    name: 'Runner',
    scopes: ['connections:read', 'actions:execute'],
  });
  const endpoint = await ada.mutate<{ endpoint: { id: string }; secret: string }>('endpoints.create', {
    url: receiverUrl,
  });
  const config = { owner: 'ada', repo: 'engine' };
  await ada.mutate('triggers.enable', { connectionId: ids.active, trigger: 'GITHUB_COMMIT_EVENT', config });
  const triggerInstance = await armed(sandboxUrl);
  await controlSandbox(sandboxUrl, 'fire', { id: triggerInstance, data: { message: 'before the upgrade' } });
  await waitFor('an event', async () => {
    const { items } = await ada.query<{ items: unknown[] }>('events.list');
    return items.length > 0;
  });
  return {
    serviceKey: token,
    endpoint: { id: endpoint.endpoint.id, secret: endpoint.secret },
    triggerInstance,
  };
}

async function addAll(ada: ApiClient): Promise<Record<Name, string>> {
  const pairs: [string, string][] = [];
  for (const { name, app } of PLANS) {
    const { connection } = await ada.mutate<Connected>('connections.add', { app, label: `for ${name}` });
    pairs.push([name, connection.id]);
  }
  return Object.fromEntries(pairs) as Record<Name, string>;
}

export async function start(ada: ApiClient, id: string): Promise<string> {
  const { redirectUrl } = await ada.mutate<{ redirectUrl: string }>('connections.connect', { id });
  return redirectUrl;
}

/** Returns the account it is connected with. */
export async function authorize(ada: ApiClient, id: string): Promise<string> {
  const address = await answerConsent(await start(ada, id), 'approve');
  const page = await ada.browser.comeBack(address);
  if (!page.includes('connected')) throw new Error(`came back to ${page}`);
  return new URL(address).searchParams.get('connected_account_id') ?? '';
}

/** Approved at the provider, but the browser has not returned yet. */
function answerConsentLater(redirectUrl: string): Promise<string> {
  return answerConsent(redirectUrl, 'approve');
}

async function catalogIsThere(ada: ApiClient): Promise<void> {
  await waitFor('the catalog', async () => {
    const { items } = await ada.query<{ items: unknown[] }>('apps.list', { search: 'GitHub' });
    return items.length > 0;
  });
}

async function armed(sandboxUrl: string): Promise<string> {
  let id = '';
  await waitFor('the trigger', async () => {
    const answer = await fetch(`${sandboxUrl}/api/v3.1/trigger_instances/active`, {
      headers: { 'x-api-key': 'sandbox-key' },
    });
    const { items } = (await answer.json()) as { items: { id: string }[] };
    id = items[0]?.id ?? '';
    return id !== '';
  });
  return id;
}

/** Polls until it is true, for half a minute by default. */
export async function waitFor(what: string, isSo: () => Promise<boolean>, { seconds = 30 } = {}): Promise<void> {
  for (let looks = 0; looks < seconds * 5; looks += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`waited in vain for ${what}`);
}
