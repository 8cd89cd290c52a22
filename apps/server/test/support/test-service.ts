import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../src/app-router.ts';
import type { Scope } from '../../src/features/workspaces/scopes.ts';
import type { TestBrowser } from './test-browser.ts';

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

/** The same, with a new key of the admin's workspace. */
export async function newService(admin: TestBrowser, scopes: Scope[], headers: Record<string, string> = {}) {
  const { token } = await admin.trpc.serviceKeys.create.mutate({ name: 'Agent runner', scopes });
  return testService({ url: admin.url, token, workspaceId: admin.workspaceId, headers });
}
