import { expect } from './fixtures.ts';

const PORT = Number(process.env.E2E_PORT ?? 3900);

/** A server that was given a key: its provider is a sandbox of its own, to which anything may be done. */
export const WITH_KEY = `http://localhost:${PORT + 20}`;

type Which = 'main' | 'with-key';

/** Asks a server's sandbox for something, as a program does; see apps/sandbox/README.md. */
async function ask(which: Which, path: string, body?: object): Promise<Record<string, unknown>> {
  const url = `http://127.0.0.1:${which === 'main' ? PORT + 1 : PORT + 21}/sandbox/${path}`;
  const headers = { 'x-api-key': 'sandbox-key', 'content-type': 'application/json' };
  const answer = await fetch(url, { headers, ...(body && { method: 'POST', body: JSON.stringify(body) }) });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return (await answer.json()) as Record<string, unknown>;
}

export async function breakProvider(faults: object[]): Promise<void> {
  await ask('with-key', 'control/fault', { faults });
}

/** Ends the authorization of an account, as the provider might at any time, and sends the event. */
export async function expireAccount(id: string): Promise<void> {
  await ask('main', 'control/expire', { id });
}

export interface SeenRequest {
  method: string;
  path: string;
  /** Null where the connection was dropped. */
  status: number | null;
  tookMs: number | null;
}

export async function seenRequests(): Promise<SeenRequest[]> {
  return (await ask('with-key', 'requests'))['items'] as SeenRequest[];
}
