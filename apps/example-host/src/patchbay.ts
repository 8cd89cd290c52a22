import { createPatchbayClient } from '@patchbay/client';
import { ORIGIN, PATCHBAY_URL } from './addresses.ts';
import type { Tenant, User } from './accounts.ts';

const patchbay = ({ serviceKey, workspaceId }: Tenant) =>
  createPatchbayClient({ baseUrl: PATCHBAY_URL, serviceKey, workspace: workspaceId });

/** `user` is who is signed in here, by our own cookie: never who a request or a code names. */
export const createSession = ({ tenant, id, name, email }: User, browserChallenge: string) =>
  patchbay(tenant).connectSessions.create({
    endUser: { id, name, email },
    returnUrl: `${ORIGIN}/connected`,
    origins: [ORIGIN],
    browserChallenge,
  });

export const complete = ({ tenant, id }: User, result: { sessionId: string; code: string }, browserVerifier: string) =>
  patchbay(tenant).connectSessions.complete({
    id: result.sessionId,
    code: result.code,
    signedInEndUserId: id,
    browserVerifier,
  });

export const connectionsOf = async ({ tenant, id }: User) =>
  (await patchbay(tenant).connections.list({ endUserId: id, status: 'active' })).items;

export async function sendMessage(user: User, text: string) {
  const slack = (await connectionsOf(user)).find(({ app }) => app.slug === 'slack');
  if (!slack) throw new Error('Connect Slack first.');
  const [connectionId, action] = [slack.id, 'SLACK_SEND_MESSAGE'];
  return patchbay(user.tenant).actions.execute({ connectionId, action, arguments: { channel: '#general', text } });
}

export const events = (tenant: Tenant, signal: AbortSignal) =>
  patchbay(tenant).events.watch({ types: ['connection.connected', 'trigger.message'] }, { signal });
