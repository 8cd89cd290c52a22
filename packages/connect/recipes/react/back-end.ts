import type { ConnectCode } from '@patchbay/connect';

/** Your back end calls `connectSessions.create` for the user who is signed in, and answers with the session's url. */
export async function createSession(): Promise<string> {
  const response = await fetch('/connect/session', { method: 'POST' });
  return ((await response.json()) as { url: string }).url;
}

/** Your back end calls `connectSessions.complete` with this, and with the id of the user who is signed in. */
export async function complete(code: ConnectCode): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  await fetch('/connect/complete', { method: 'POST', headers, body: JSON.stringify(code) });
}
