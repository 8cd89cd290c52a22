import type { Scope } from '@patchbay/contracts';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../src/app-router.ts';
import { TestBrowser } from './test-browser.ts';

export interface ServiceOptions {
  url: string;
  token: string;
  workspaceId: string;
  headers?: Record<string, string>;
}

/** A service with a key: the typed client, and no cookies. */
export function testService({ url, token, workspaceId, headers = {} }: ServiceOptions) {
  const all = { authorization: `Bearer ${token}`, 'x-patchbay-workspace': workspaceId, ...headers };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: all })] });
}

/** A service in place of a browser: sends the key with every request, and neither cookies nor an origin. */
export class KeyBrowser extends TestBrowser {
  readonly #token: string;

  constructor(admin: TestBrowser, token: string) {
    super(admin);
    this.#token = token;
    this.workspaceId = admin.workspaceId;
  }

  static async of(admin: TestBrowser, scopes: Scope[]): Promise<KeyBrowser> {
    const { token } = await admin.trpc.serviceKeys.create.mutate({ name: 'Sweeper', scopes });
    return new KeyBrowser(admin, token);
  }

  /** The same key in another workspace. */
  at(workspaceId: string): KeyBrowser {
    return Object.assign(new KeyBrowser(this, this.#token), { workspaceId });
  }

  override fetch(address: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${this.#token}`);
    return fetch(new URL(address, this.url), { ...init, headers, redirect: 'manual' });
  }
}

/** The same, with a new key of the admin's workspace. */
export async function newService(admin: TestBrowser, scopes: Scope[], headers: Record<string, string> = {}) {
  const { token } = await admin.trpc.serviceKeys.create.mutate({ name: 'Agent runner', scopes });
  return testService({ url: admin.url, token, workspaceId: admin.workspaceId, headers });
}
