import { expect } from 'vitest';
import { isSigned, type Receiver } from '../support/receiver.ts';
import type { ServerProcess } from '../support/server-process.ts';
import { ApiClient } from './api-client.ts';
import { type Left, waitFor } from './fill.ts';
import { answerConsent, controlSandbox } from './sandbox-page.ts';
import { snapshot } from './snapshot.ts';

interface World {
  left: Left;
  sandboxUrl: string;
  receiver: Receiver;
}

/** People and services continue with what they had before: cookies, links, keys, secrets. */
export async function goOn(server: ServerProcess, { left, sandboxUrl, receiver }: World): Promise<void> {
  const { ada, connections, endpoint } = left;
  expect(await ada.browser.comeBack(left.openReturn)).toContain('/return/connected');
  await ApiClient.signIn(server, 'ada@upgrade.example');

  const headers = { authorization: `Bearer ${left.serviceKey}`, 'x-patchbay-workspace': ada.browser.workspaceId };
  expect((await fetch(`${server.url}/api/connections/list`, { headers })).status).toBe(200);

  await waitFor('what was to be sent before the upgrade', () => Promise.resolve(taken(receiver).length > 0));
  await controlSandbox(sandboxUrl, 'fire', { id: left.triggerInstance, data: { message: 'after it' } });
  await waitFor('the next event', () => Promise.resolve(taken(receiver).some(({ body }) => body.includes('after it'))));
  expect(taken(receiver).some(({ body }) => body.includes('before the upgrade'))).toBe(true);
  for (const message of receiver.received) expect(isSigned(message, endpoint.secret)).toBe(true);

  await ada.mutate('connections.disconnect', { id: connections.active });
  expect((await snapshot(left)).statuses.active).toBe('added');
  await ada.mutate('connections.connect', { id: connections.active });
  await ada.mutate('connections.cancel', { id: connections.active });
  await ada.mutate('connections.remove', { id: connections.denied });
  await reconnect(ada, connections.active);
}

async function reconnect(ada: ApiClient, id: string): Promise<void> {
  const { redirectUrl } = await ada.mutate<{ redirectUrl: string }>('connections.connect', { id });
  expect(await ada.browser.comeBack(await answerConsent(redirectUrl, 'approve'))).toContain('/return/connected');
}

const taken = ({ received }: World['receiver']) => received.slice(1);
