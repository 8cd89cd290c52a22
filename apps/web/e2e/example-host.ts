/**
 * The example product (apps/example-host) beside the server of the browser tests: a process of its own, at 127.0.0.1, so that our
 * pages at localhost are of another site for the browser.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext } from '@playwright/test';
import { freePort } from '../../server/test/support/server-process.ts';
import { ADMIN } from './admin.ts';
import { connectScript } from './connect-host.ts';

const HERE = import.meta.dirname;
const MAIN = join(HERE, '../../example-host/src/main.ts');
/** The tenant whose users attack each other. */
const TENANT = 'northwind';

interface Tenant {
  id: string;
  workspaceId: string;
  serviceKey: string;
}

interface Connection {
  id: string;
  status: string;
  reason: { code: string } | null;
  endUser: { id: string } | null;
}

export interface ExampleHost {
  origin: string;
  /** What its back end can ask, by its key. */
  connectionsOf: (endUserId: string) => Promise<Connection[]>;
  historyOf: (connectionId: string) => Promise<string[]>;
  /** Removes everything of these users. */
  forget: (...endUserIds: string[]) => Promise<void>;
  /** Accounts of this user that the provider still has. */
  upstreamOf: (endUserId: string) => Promise<string[]>;
  stop: () => Promise<void>;
}

interface Options {
  baseURL: string;
  request: APIRequestContext;
  openerPolicy: string;
}

export async function startExampleHost({ baseURL, request, openerPolicy }: Options): Promise<ExampleHost> {
  const folder = mkdtempSync(join(tmpdir(), 'patchbay-example-host-'));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  writeFileSync(join(folder, 'key'), await installationKey(baseURL, request));
  writeFileSync(join(folder, 'index.js'), await connectScript());
  const child = spawn(process.execPath, ['--import', join(HERE, 'client-from-source.ts'), MAIN], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env.PATH,
      PORT: String(port),
      PATCHBAY_URL: baseURL,
      INSTALLATION_KEY_FILE: join(folder, 'key'),
      KEPT_IN: join(folder, 'kept.json'),
      COMPONENT_FOLDER: folder,
      OPENER_POLICY: openerPolicy,
    },
  });
  const exited = new Promise<void>((resolve) => void child.once('exit', () => resolve()));
  await Promise.race([answers(origin), exited.then(() => Promise.reject(new Error('the example product ended')))]);
  const { tenants } = JSON.parse(readFileSync(join(folder, 'kept.json'), 'utf8')) as { tenants: Tenant[] };
  const tenant = tenants.find(({ id }) => id === TENANT);
  if (!tenant) throw new Error(`the product has no tenant ${TENANT}`);
  return {
    origin,
    ...backEnd(baseURL, tenant),
    stop: async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function backEnd(baseURL: string, { workspaceId, serviceKey }: Tenant) {
  const headers = {
    authorization: `Bearer ${serviceKey}`,
    'x-patchbay-workspace': workspaceId,
    'content-type': 'application/json',
  };
  const ask = async <Answer>(path: string, init: RequestInit = {}): Promise<Answer> => {
    const answer = await fetch(`${baseURL}/api/v1/${path}`, { headers, ...init });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const connectionsOf = async (endUserId: string) =>
    (await ask<{ items: Connection[] }>(`connections/list?endUserId=${endUserId}`)).items;
  return {
    connectionsOf,
    historyOf: async (id: string) =>
      (await ask<{ items: { event: string }[] }>(`connections/history?id=${id}`)).items.map(({ event }) => event),
    forget: async (...endUserIds: string[]) => {
      for (const endUserId of endUserIds)
        await ask('endUsers/forget', { method: 'POST', body: JSON.stringify({ endUserId }) });
    },
    upstreamOf: (endUserId: string) => accountsOf(baseURL, ownerOf(workspaceId, endUserId)),
  };
}

/** The provider's user of an end user's accounts. */
function ownerOf(workspaceId: string, endUserId: string): string {
  return `${workspaceId}.${createHash('sha256').update(endUserId).digest('hex').slice(0, 32)}`;
}

async function accountsOf(baseURL: string, owner: string): Promise<string[]> {
  const sandbox = `http://127.0.0.1:${Number(new URL(baseURL).port) + 1}`;
  const answer = await fetch(`${sandbox}/api/v3.1/connected_accounts?user_ids=${owner}`, {
    headers: { 'x-api-key': 'sandbox-key' },
  });
  if (!answer.ok) throw new Error(`accounts: ${answer.status}`);
  return ((await answer.json()) as { items: { id: string }[] }).items.map(({ id }) => id);
}

async function installationKey(baseURL: string, request: APIRequestContext): Promise<string> {
  const post = async (path: string, data: unknown) => {
    const answer = await request.post(`${baseURL}${path}`, { data, headers: { origin: baseURL } });
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()} ${await answer.text()}`);
    return answer;
  };
  await post('/auth/sign-in/email', { email: ADMIN.email, password: ADMIN.password });
  const scopes = ['workspaces:write', 'service-keys:write', 'settings:write'];
  const made = await post('/trpc/installationKeys.create', { name: 'Example host', scopes });
  return ((await made.json()) as { result: { data: { token: string } } }).result.data.token;
}

async function answers(origin: string): Promise<void> {
  for (;;) {
    const answer = await fetch(`${origin}/people`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
