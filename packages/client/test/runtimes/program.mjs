import { createInstallationClient, createPatchbayClient, verifyWebhook } from '@patchbay/client';

/** Everything that the client does, with nothing but what every runtime has. */
export async function program({ baseUrl, installationKey, externalId }) {
  const installation = createInstallationClient({ baseUrl, installationKey });
  const { workspaces } = await installation.provisioning.upsertWorkspaces({
    workspaces: [{ externalId, name: externalId }],
  });
  const workspace = workspaces[0].id;
  const key = { name: externalId, scopes: ['connections:read', 'connections:write'] };
  const { token } = await installation.inWorkspace(workspace).serviceKeys.create(key);
  const patchbay = createPatchbayClient({ baseUrl, serviceKey: token, workspace });
  const { lastEventId } = await patchbay.connections.position();
  await added(patchbay);
  const change = await firstOf(patchbay.connections.watch({ lastEventId }));
  const unknown = { id: '00000000-0000-7000-8000-000000000000' };
  const { code } = await patchbay.connections.get(unknown).catch((error) => error);
  return `${change.connection.status} ${change.app} ${(await verified()).type} ${code}`;
}

/** The catalog of a Patchbay that was just started is filled within seconds. */
async function added(patchbay) {
  for (let tries = 0; ; tries += 1) {
    try {
      return await patchbay.connections.add({ app: 'github' });
    } catch (error) {
      if (error.code !== 'APP_UNKNOWN' || tries > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function firstOf(stream) {
  const { value } = await stream.next();
  await stream.return();
  return value.data;
}

/** Signed as Standard Webhooks says. */
async function verified() {
  const body = JSON.stringify({ type: 'connection.expired', timestamp: new Date().toISOString(), data: {} });
  const [id, timestamp] = ['msg_1', String(Math.floor(Date.now() / 1000))];
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const secret = crypto.getRandomValues(new Uint8Array(24));
  const signing = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign']);
  const signed = await crypto.subtle.sign('HMAC', signing, new TextEncoder().encode(`${id}.${timestamp}.${body}`));
  const base64 = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes)));
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${base64(signed)}` };
  return verifyWebhook({ body, headers, secret: `whsec_${base64(secret)}` });
}
