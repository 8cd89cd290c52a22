import { t } from '../../shared/i18n/t.ts';

export interface TryFacts {
  baseUrl: string;
  workspaceId: string;
  origin: string;
}

/** The code of a customer's product that does what the page does. */
export function trySnippets({ baseUrl, workspaceId, origin }: TryFacts) {
  return [
    {
      title: t('connectSessions.inPage'),
      code: `import '@patchbay/connect'; // ${baseUrl}/packages/patchbay-connect.tgz

const connect = document.createElement('patchbay-connect');
connect.createSession = async () => {
  const answer = await fetch('/connect/session', { method: 'POST' });
  return (await answer.json()).url;
};
connect.addEventListener('patchbay-code', async ({ detail }) => {
  const headers = { 'content-type': 'application/json' };
  await fetch('/connect/complete', { method: 'POST', headers, body: JSON.stringify(detail) });
  connect.settled(detail.flowId);
});
document.body.append(connect);`,
    },
    {
      title: t('connectSessions.inBackEnd'),
      code: `import { createPatchbayClient } from '@patchbay/client'; // ${baseUrl}/packages/patchbay-client.tgz

const patchbay = createPatchbayClient({
  baseUrl: '${baseUrl}',
  serviceKey: process.env.PATCHBAY_KEY, // with the permission connect-sessions:write
  workspace: '${workspaceId}',
});

// POST /connect/session: \`user\` and \`challenge\` belong to your own cookies.
const { url } = await patchbay.connectSessions.create({
  endUser: { id: user.id, name: user.name },
  returnUrl: '${origin}/connected',
  origins: ['${origin}'],
  browserChallenge: challenge,
});

// POST /connect/complete: only now is the connection active.
const { connection } = await patchbay.connectSessions.complete({
  id: body.sessionId,
  code: body.code,
  signedInEndUserId: user.id,
  browserVerifier: verifier,
});`,
    },
  ];
}
