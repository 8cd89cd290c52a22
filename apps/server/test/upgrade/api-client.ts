import { TestBrowser } from '../support/test-browser.ts';
import type { ServerProcess } from '../support/server-process.ts';

/**
 * Calls procedures by name and without the current types: the same requests are sent to a server of an earlier commit
 * and to the current one, and both must understand them.
 */
export class ApiClient {
  readonly browser: TestBrowser;

  constructor(server: ServerProcess) {
    this.browser = new TestBrowser({ url: server.url, origin: server.url });
  }

  static async signUp(server: ServerProcess, person: { name: string; email: string }): Promise<ApiClient> {
    const client = new ApiClient(server);
    await client.#authenticate('/auth/sign-up/email', { ...person, password: PASSWORD });
    return client;
  }

  static async signIn(server: ServerProcess, email: string): Promise<ApiClient> {
    const client = new ApiClient(server);
    await client.#authenticate('/auth/sign-in/email', { email, password: PASSWORD });
    return client;
  }

  async query<Output>(path: string, input?: object): Promise<Output> {
    const query = input ? `?input=${encodeURIComponent(JSON.stringify(input))}` : '';
    return this.#call<Output>(`${path}${query}`, { method: 'GET' });
  }

  async mutate<Output>(path: string, input: object = {}): Promise<Output> {
    return this.#call<Output>(path, { method: 'POST', body: JSON.stringify(input) });
  }

  async #call<Output>(path: string, init: RequestInit): Promise<Output> {
    const headers = { 'content-type': 'application/json', 'x-patchbay-workspace': this.browser.workspaceId };
    const answer = await this.browser.fetch(`/trpc/${path}`, { ...init, headers });
    const body = (await answer.json()) as { result?: { data: Output }; error?: unknown };
    if (!body.result) throw new Error(`${path}: ${answer.status} ${JSON.stringify(body.error)}`);
    return body.result.data;
  }

  async #authenticate(path: string, body: object): Promise<void> {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await this.browser.fetch(path, init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    const session = await this.query<{ workspace: { id: string } | null }>('session.get');
    this.browser.workspaceId = session.workspace?.id ?? '';
  }
}

/** Accepted when the account was created; a later strength check must not lock anyone out. */
const PASSWORD = 'correct horse';
