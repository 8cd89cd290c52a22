import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { ORIGIN, PATCHBAY_URL } from './addresses.ts';
import { type Tenant, TENANTS } from './accounts.ts';

const SCOPES = ['connect-sessions:write', 'connections:read', 'actions:execute', 'events:read'];

interface Provisioning {
  installationKey: string;
  /** Where the keys are kept between two starts. */
  file: string;
}

/**
 * The workspaces of our tenants, each with a key; and this product as one that may embed the connect
 * page. A real product does this once, when a customer signs up.
 */
export async function provision({ installationKey, file }: Provisioning): Promise<Tenant[]> {
  const kept = await keptTenants(file);
  if (kept) return kept;
  const call = callAs(installationKey);
  const { workspaces } = await call<{ workspaces: { id: string }[] }>('provisioning/upsertWorkspaces', {
    workspaces: TENANTS.map(({ id, name }) => ({ externalId: id, name })),
  });
  await call('connectHosts/addShared', { origin: ORIGIN, returnUrls: [`${ORIGIN}/connected`] }).catch(ignoreTaken);
  const tenants: Tenant[] = [];
  for (const [index, { id, name }] of TENANTS.entries()) {
    const workspaceId = workspaces[index]?.id ?? '';
    const key = { name: `Example host ${new Date().toISOString()}`, scopes: SCOPES };
    const { token } = await call<{ token: string }>('serviceKeys/create', key, workspaceId);
    tenants.push({ id, name, workspaceId, serviceKey: token });
  }
  writeFileSync(file, JSON.stringify({ origin: ORIGIN, tenants }), { mode: 0o600 });
  return tenants;
}

/** Undefined when nothing is kept, or the installation has forgotten it, as a new one has. */
async function keptTenants(file: string): Promise<Tenant[] | undefined> {
  if (!existsSync(file)) return undefined;
  const { origin, tenants } = JSON.parse(readFileSync(file, 'utf8')) as { origin: string; tenants: Tenant[] };
  if (origin !== ORIGIN) return undefined;
  const answers = tenants.map(({ serviceKey, workspaceId }) =>
    fetch(`${PATCHBAY_URL}/api/v1/connections/list`, {
      headers: { authorization: `Bearer ${serviceKey}`, 'x-patchbay-workspace': workspaceId },
    }),
  );
  return (await Promise.all(answers)).every(({ ok }) => ok) ? tenants : undefined;
}

interface Problem {
  code: string;
  detail?: string;
}

class CallError extends Error {
  readonly code: string;

  constructor(path: string, { code, detail }: Problem) {
    super(`${path}: ${code} ${detail ?? ''}`);
    this.code = code;
  }
}

function callAs(installationKey: string) {
  return async <Answer>(path: string, input: object, workspaceId?: string): Promise<Answer> => {
    const headers = { authorization: `Bearer ${installationKey}`, 'content-type': 'application/json' };
    const answer = await fetch(`${PATCHBAY_URL}/api/v1/${path}`, {
      method: 'POST',
      headers: { ...headers, ...(workspaceId !== undefined && { 'x-patchbay-workspace': workspaceId }) },
      body: JSON.stringify(input),
    });
    if (!answer.ok) throw new CallError(path, (await answer.json()) as Problem);
    return (await answer.json()) as Answer;
  };
}

/** Approved by an earlier start. */
function ignoreTaken(error: unknown): void {
  if (!(error instanceof CallError && error.code === 'CONNECT_HOST_TAKEN')) throw error;
}
