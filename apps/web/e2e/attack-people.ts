import type { APIRequestContext, BrowserContext } from '@playwright/test';
import { newPerson } from './fixtures.ts';

/** A person with a session, who calls procedures as the web app does. */
export class Caller {
  readonly context: BrowserContext;
  readonly #url: string;
  workspaceId = '';

  constructor(context: BrowserContext, url: string) {
    this.context = context;
    this.#url = url;
  }

  get request(): APIRequestContext {
    return this.context.request;
  }

  async signUp(name: string): Promise<this> {
    const answer = await this.request.post(`${this.#url}/auth/sign-up/email`, {
      data: { ...newPerson(name), password: `long and odd ${crypto.randomUUID()}` },
      headers: { origin: this.#url },
    });
    if (!answer.ok()) throw new Error(`sign-up: ${answer.status()} ${await answer.text()}`);
    const session = await this.request.get(`${this.#url}/trpc/session.get`);
    const { result } = (await session.json()) as { result: { data: { workspace: { id: string } } } };
    this.workspaceId = result.data.workspace.id;
    return this;
  }

  async call<Output>(procedure: string, input?: object): Promise<Output> {
    const headers = { origin: this.#url, 'x-patchbay-workspace': this.workspaceId };
    const answer = await this.request.post(`${this.#url}/trpc/${procedure}`, { data: input, headers });
    if (!answer.ok()) throw new Error(`${procedure}: ${answer.status()} ${await answer.text()}`);
    return ((await answer.json()) as { result: { data: Output } }).result.data;
  }

  /** The status of the request that every page makes first. */
  async sessionStatus(): Promise<number> {
    return (await this.request.get(`${this.#url}/trpc/session.get`)).status();
  }

  async cookieHeader(): Promise<string> {
    const cookies = await this.context.cookies(this.#url);
    return cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  }
}

export interface Started {
  id: string;
  attemptId: string;
  redirectUrl: string;
}

/** Adds another connection of an app and starts to connect it. */
export async function startConnecting(caller: Caller): Promise<Started> {
  const added = await caller.call<{ connection: { id: string } }>('connections.add', {
    app: 'slack',
    label: crypto.randomUUID(),
  });
  const { id } = added.connection;
  // With the verifier a browser has one open attempt, so those of earlier situations are ended.
  const input = { id, supersede: true };
  const started = await caller.call<{ redirectUrl: string; attempt: { id: string } }>('connections.connect', input);
  return { id, attemptId: started.attempt.id, redirectUrl: started.redirectUrl };
}
