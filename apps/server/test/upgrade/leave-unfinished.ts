import type { ApiClient } from './api-client.ts';
import { authorize, type Connected, type Left, start } from './fill.ts';
import { answerConsent, askSandbox, controlSandbox } from './sandbox-page.ts';

/** Ids of what Grace has started when the provider fails, and jobs must finish. */
export interface Unfinished {
  /** Returned while the provider could not be asked. */
  returning: string;
  /** Its grant has ended at the provider, without a webhook. */
  stale: string;
  /** Its attempt is open, for a person who does not return. */
  late: string;
  /** One of its triggers could not be created. */
  armed: string;
  /** An account at the provider that nothing uses. */
  orphan: string;
}

const AWAY = [
  { match: { method: 'GET', pathPattern: '/connected_accounts/' }, status: 503 },
  { match: { pathPattern: '/trigger_instances/' }, status: 503 },
];

export async function leaveUnfinished({ grace }: Left, sandboxUrl: string): Promise<Unfinished> {
  const [stale, armed] = [await add(grace, 'asana'), await add(grace, 'github')];
  const account = await authorize(grace, stale);
  await authorize(grace, armed);
  const [late, returning] = [await add(grace, 'notion'), await add(grace, 'linear')];
  await start(grace, late);
  const address = await answerConsent(await start(grace, returning), 'approve');
  const orphan = await leaveOrphan(sandboxUrl);
  await controlSandbox(sandboxUrl, 'account-status', { id: account, status: 'EXPIRED' });
  await controlSandbox(sandboxUrl, 'fault', { faults: AWAY });
  const page = await grace.browser.comeBack(address);
  if (!page.includes('verifying')) throw new Error(`came back to ${page}`);
  const config = { owner: 'grace', repo: 'compiler' };
  await grace.mutate('triggers.enable', { connectionId: armed, trigger: 'GITHUB_COMMIT_EVENT', config });
  return { returning, stale, late, armed, orphan };
}

async function add(grace: ApiClient, app: string): Promise<string> {
  return (await grace.mutate<Connected>('connections.add', { app, label: `unfinished ${app}` })).connection.id;
}

async function leaveOrphan(sandboxUrl: string): Promise<string> {
  const { items } = await askSandbox<{ items: { id: string }[] }>(sandboxUrl, 'auth_configs');
  const body = { auth_config_id: items[0]?.id, user_id: 'left-over' };
  const link = await askSandbox<{ connected_account_id: string }>(sandboxUrl, 'connected_accounts/link', body);
  return link.connected_account_id;
}
