import type { z } from 'zod';
import { type AppRouter, createAppRouter } from '../../src/app-router.ts';
import type { ProcedureMeta } from '../../src/platform/trpc/trpc.ts';
import type { TestApp } from './test-app.ts';
import type { TestBrowser } from './test-browser.ts';

/** Ids in one workspace that a procedure can be called with. */
export interface Things {
  connection: string;
  removedConnection: string;
  member: string;
  invitation: string;
  workspace: string;
  serviceKey: string;
  session: string;
  subscription: string;
  event: string;
  endpoint: string;
  delivery: string;
  connectSession: string;
  connectHost: string;
}

export interface Sample {
  /** `null`: the procedure takes no input. */
  input: ((things: Things) => Record<string, unknown>) | null;
  /** The id that the input contains: the response for another workspace's id must equal that for an unknown id. */
  names: keyof Things | null;
}

type Paths<Node, Prefix extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends { _def: { type: string } }
    ? `${Prefix}${Key}`
    : Paths<Node[Key], `${Prefix}${Key}.`>;
}[keyof Node & string];

export type ProcedurePath = Paths<AppRouter['_def']['record']>;

const none: Sample = { input: null, names: null };
const plain = (input: Record<string, unknown>): Sample => ({ input: () => input, names: null });
const connection = (more: Record<string, unknown> = {}): Sample => ({
  input: ({ connection: id }) => ({ id, ...more }),
  names: 'connection',
});

const workspace = (more: Record<string, unknown> = {}): Sample => ({
  input: ({ workspace: id }) => ({ id, ...more }),
  names: 'workspace',
});
const connectSession: Sample = { input: ({ connectSession: id }) => ({ id }), names: 'connectSession' };
const connectHost: Sample = { input: ({ connectHost: id }) => ({ id }), names: 'connectHost' };
const commits = { trigger: 'GITHUB_COMMIT_EVENT', config: { owner: 'ada', repo: 'engine' } };
const event: Sample = { input: ({ event: id }) => ({ id }), names: 'event' };
const endpoint: Sample = { input: ({ endpoint: id }) => ({ id }), names: 'endpoint' };

/** A valid input for each procedure. The type makes it complete: a new procedure does not compile without one. */
export const SAMPLES: Record<ProcedurePath, Sample> = {
  'connectSessions.create': plain({ endUser: { id: 'u1' }, returnUrl: 'https://acme.example/connected' }),
  'connectSessions.complete': {
    input: ({ connectSession: id }) => ({ id, code: 'A'.repeat(43), signedInEndUserId: 'u1' }),
    names: 'connectSession',
  },
  'connectSessions.list': none,
  'connectSessions.get': connectSession,
  'connectSessions.end': connectSession,
  'endUsers.forget': plain({ endUserId: 'u1' }),
  'connectHosts.list': none,
  'connectHosts.add': plain({ origin: 'https://acme.example', returnUrls: ['https://acme.example/connected'] }),
  'connectHosts.verify': connectHost,
  'connectHosts.remove': connectHost,
  'connectHosts.removeShared': connectHost,
  'connectHosts.setBranding': {
    input: ({ connectHost: id }) => ({ id, displayName: 'Acme', theme: { accent: '#1f6feb' } }),
    names: 'connectHost',
  },
  'connectHosts.setSharedBranding': {
    input: ({ connectHost: id }) => ({ id, displayName: 'Acme' }),
    names: 'connectHost',
  },
  'connectHosts.pending': none,
  'connectHosts.approve': connectHost,
  'connectHosts.addShared': plain({ origin: 'https://acme.example', returnUrls: ['https://acme.example/connected'] }),
  'session.get': none,
  'account.rename': plain({ name: 'Renamed' }),
  'account.changePassword': plain({ currentPassword: 'not my password', newPassword: 'a much better one' }),
  'account.sessions': none,
  'account.endSession': { input: ({ session: id }) => ({ id }), names: 'session' },
  'account.endOtherSessions': none,
  'workspaces.list': none,
  'workspaces.create': plain({ name: 'One more' }),
  'workspaces.switch': { input: ({ workspace: id }) => ({ id }), names: 'workspace' },
  'workspaces.rename': plain({ name: 'Renamed' }),
  'workspaces.delete': plain({ name: 'not its name' }),
  'workspaces.members': none,
  'workspaces.setRole': { input: ({ member: userId }) => ({ userId, role: 'member' }), names: 'member' },
  'workspaces.removeMember': { input: ({ member: userId }) => ({ userId }), names: 'member' },
  'workspaces.leave': none,
  'workspaces.shownAccess': { input: ({ member: userId }) => ({ userId }), names: 'member' },
  'workspaces.ownShownAccess': none,
  'workspaces.invitations': none,
  'workspaces.invite': plain({ email: 'new@example.com', role: 'viewer' }),
  'workspaces.cancelInvitation': { input: ({ invitation: id }) => ({ id }), names: 'invitation' },
  'workspaces.invitation': { input: ({ invitation: id }) => ({ id }), names: 'invitation' },
  'workspaces.acceptInvitation': { input: ({ invitation: id }) => ({ id }), names: 'invitation' },
  'apps.list': plain({ limit: 1 }),
  'apps.get': plain({ slug: 'slack' }),
  'apps.schemes': plain({ app: 'slack' }),
  'apps.categories': none,
  'apps.action': plain({ app: 'slack', action: 'SLACK_SEND_MESSAGE' }),
  'apps.actions': plain({ app: 'slack' }),
  'apps.triggers': plain({ app: 'slack' }),
  'catalog.status': none,
  'catalog.sync': none,
  'catalog.runs': none,
  'catalog.setup': plain({ app: 'twitter' }),
  'catalog.checkSetup': plain({ app: 'twitter' }),
  'health.get': none,
  'home.activity': plain({ days: ['2026-12-01T00:00:00.000Z'] }),
  'home.checklist': none,
  'home.dismissChecklist': none,
  'sandbox.console': none,
  'sandbox.receiver': none,
  // Refused before an id is looked up: this installation has a key.
  'sandbox.simulateEvent': { input: ({ subscription: subscriptionId }) => ({ subscriptionId }), names: 'subscription' },
  'sandbox.expireGrant': { input: ({ connection: connectionId }) => ({ connectionId }), names: 'connection' },
  'sandbox.breakEndpoint': {
    input: ({ endpoint: endpointId }) => ({ endpointId, broken: true }),
    names: 'endpoint',
  },
  'system.health': none,
  'system.registerWebhook': none,
  'installation.workspaces': plain({ limit: 1 }),
  'installation.signUp': none,
  'installation.setSignUp': plain({ mode: 'closed' }),
  'installation.admins': none,
  'installation.resign': none,
  'installation.claimAdmin': plain({ token: 'A'.repeat(43) }),
  'installationKeys.list': none,
  'installationKeys.create': plain({ name: 'One more', scopes: ['workspaces:read'] }),
  'installationKeys.rotate': plain({ id: '00000000-0000-7000-8000-000000000000' }),
  'installationKeys.revoke': plain({ id: '00000000-0000-7000-8000-000000000000' }),
  'provisioning.upsertWorkspaces': plain({ workspaces: [{ externalId: 'acme', name: 'Acme' }] }),
  'provisioning.listWorkspaces': none,
  'provisioning.getWorkspace': workspace(),
  'provisioning.renameWorkspace': workspace({ name: 'Renamed' }),
  'provisioning.setDevelopment': workspace({ isDevelopment: true }),
  'provisioning.archiveWorkspace': workspace(),
  'provisioning.restoreWorkspace': workspace(),
  'provisioning.deleteWorkspace': workspace(),
  'provisioning.activity': none,
  'connections.list': none,
  'connections.connected': none,
  'connections.get': connection(),
  'connections.access': connection(),
  'connections.history': { input: ({ removedConnection: id }) => ({ id }), names: 'removedConnection' },
  'connections.position': none,
  'connections.watch': none,
  'connections.add': plain({ app: 'slack', label: 'sweep' }),
  'connections.connect': connection(),
  'connections.cancel': connection(),
  'connections.refresh': connection(),
  'connections.refreshPending': none,
  'connections.disconnectImpact': connection(),
  'connections.disconnect': connection(),
  'connections.remove': connection(),
  'connections.rename': connection({ label: 'Renamed' }),
  'connections.proxy': {
    input: ({ connection: connectionId }) => ({ connectionId, method: 'GET', path: '/me' }),
    names: 'connection',
  },
  'connections.proxyRules': connection(),
  'connections.setProxyRules': connection({ version: 1, rules: [] }),
  'connections.enabledActions': connection(),
  'connections.setEnabledActions': connection({ version: 1, actions: [] }),
  'connections.enableActions': connection({ actions: 'all' }),
  'connections.disableActions': connection({ actions: 'all' }),
  'actions.execute': {
    input: ({ connection: connectionId }) => ({ connectionId, action: 'SLACK_SEND_MESSAGE', arguments: {} }),
    names: 'connection',
  },
  'actions.executions': none,
  'actions.policy': plain({ app: 'slack' }),
  'actions.setPolicy': plain({ app: 'slack', policy: 'all' }),
  'serviceKeys.list': none,
  'serviceKeys.create': plain({ name: 'One more', scopes: ['connections:read'] }),
  'serviceKeys.rotate': { input: ({ serviceKey: id }) => ({ id }), names: 'serviceKey' },
  'serviceKeys.revoke': { input: ({ serviceKey: id }) => ({ id }), names: 'serviceKey' },
  // Lists return nothing for ids of others, as for unknown ids.
  'triggers.list': { input: ({ connection: connectionId }) => ({ connectionId }), names: null },
  'triggers.type': plain({ app: 'github', trigger: commits.trigger }),
  'triggers.automatic': plain({ app: 'github' }),
  'triggers.enable': { input: ({ connection: connectionId }) => ({ connectionId, ...commits }), names: 'connection' },
  'triggers.disable': { input: ({ subscription: id }) => ({ id }), names: 'subscription' },
  'triggers.setAutomatic': plain({ app: 'github', automatic: true, ...commits }),
  'events.list': none,
  'events.get': event,
  'events.count': none,
  'events.replayMatching': none,
  'events.position': none,
  'events.watch': none,
  'events.replay': event,
  // A topic of another workspace ends at once, like one of an unknown workspace: see watch-live.
  'live.watch': {
    input: ({ member: userId, workspace: workspaceId }) => ({
      userId,
      topics: [{ topic: 'connections', workspaceId }],
    }),
    names: null,
  },
  'installationEndpoints.list': none,
  'installationEndpoints.create': plain({ url: 'https://hooks.example.com/all', types: ['connection.connected'] }),
  'installationEndpoints.update': { input: ({ endpoint: id }) => ({ id, description: 'x' }), names: 'endpoint' },
  'installationEndpoints.rotateSecret': endpoint,
  'installationEndpoints.remove': endpoint,
  'installationEndpoints.test': endpoint,
  'installationEndpoints.deliveries': none,
  'installationEndpoints.redeliver': { input: ({ delivery: id }) => ({ id }), names: 'delivery' },
  'installationEndpoints.recover': {
    input: ({ endpoint: endpointId, workspace: workspaceId }) => ({
      endpointId,
      workspaceId,
      since: '2026-11-01T00:00:00.000Z',
    }),
    names: 'endpoint',
  },
  'endpoints.list': none,
  'endpoints.create': plain({ url: 'https://hooks.example.com/patchbay' }),
  'endpoints.update': endpoint,
  'endpoints.rotateSecret': endpoint,
  'endpoints.remove': endpoint,
  'endpoints.test': endpoint,
  'deliveries.list': none,
  'deliveries.redeliver': { input: ({ delivery: id }) => ({ id }), names: 'delivery' },
  'deliveries.recover': {
    input: ({ endpoint: endpointId }) => ({ endpointId, since: '2026-01-01T00:00:00.000Z' }),
    names: 'endpoint',
  },
};

export interface Procedure {
  path: ProcedurePath;
  type: string;
  policy: ProcedureMeta['policy'] | undefined;
  scope: string | undefined;
  installationScope: string | undefined;
  /** The schemas that its input must match, all of them. */
  inputs: z.ZodType[];
}

interface Definition {
  _def: { type: string; meta?: ProcedureMeta; inputs: z.ZodType[] };
}

/** Every procedure of the router. */
export function proceduresOf(app: TestApp): Procedure[] {
  const procedures = createAppRouter(app.deps)._def.procedures as unknown as Record<ProcedurePath, Definition>;
  return Object.entries(procedures).map(([path, { _def: definition }]) => {
    const { type, meta, inputs } = definition;
    return { path: path as ProcedurePath, type, policy: meta?.policy, ...scopesOf(meta), inputs };
  });
}

const scopesOf = (meta: ProcedureMeta | undefined) => ({
  scope: meta?.scope,
  installationScope: meta?.installationScope,
});

/** Calls a procedure by plain HTTP, bypassing the client's types. */
export async function call(
  browser: TestBrowser,
  { path, type, input }: { path: string; type: string; input: unknown },
): Promise<{ status: number; text: string }> {
  const headers = { 'x-patchbay-workspace': browser.workspaceId, 'content-type': 'application/json' };
  const body = input === undefined ? '' : JSON.stringify(input);
  const answer =
    type === 'mutation'
      ? await browser.fetch(`/trpc/${path}`, { method: 'POST', headers, body: body || '{}' })
      : await browser.fetch(`/trpc/${path}${body && `?input=${encodeURIComponent(body)}`}`, { headers });
  if (type === 'subscription' && answer.ok) return firstOf(answer);
  return { status: answer.status, text: await answer.text() };
}

/** A stream always starts with 200; its first event tells whether the caller was authorized. */
async function firstOf(answer: Response): Promise<{ status: number; text: string }> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const silence = new Promise<{ done: true; value: undefined }>((resolve) => {
    setTimeout(resolve, 400, { done: true, value: undefined }).unref();
  });
  for (let done = false; !done && !text.includes('serialized-error');) {
    const chunk = await Promise.race([reader?.read() ?? silence, silence]);
    done = chunk.done;
    text += decoder.decode(chunk.value);
  }
  await reader?.cancel();
  return { status: text.includes('serialized-error') ? 400 : 200, text: text.replaceAll('\\"', '"') };
}
