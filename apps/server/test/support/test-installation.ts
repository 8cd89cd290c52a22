import { INSTALLATION_SCOPES, type InstallationScope } from '@patchbay/contracts';
import { createTRPCClient, httpLink } from '@trpc/client';
import type { AppRouter } from '../../src/app-router.ts';
import type { TestBrowser } from './test-browser.ts';

interface InstallationServiceOptions {
  url: string;
  token: string;
  workspaceId?: string;
  headers?: Record<string, string>;
}

/** A service with an installation key: the typed client, and no cookies. */
export function installationService({ url, token, workspaceId, headers = {} }: InstallationServiceOptions) {
  const workspace = workspaceId === undefined ? {} : { 'x-patchbay-workspace': workspaceId };
  const all = { authorization: `Bearer ${token}`, ...workspace, ...headers };
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers: all })] });
}

interface NewKey {
  scopes?: InstallationScope[];
  addresses?: string[];
  expiresInDays?: number | null;
  name?: string;
}

export function newInstallationKey(admin: TestBrowser, key: NewKey = {}) {
  const input = { name: 'Provisioner', scopes: [...INSTALLATION_SCOPES], ...key };
  return admin.trpc.installationKeys.create.mutate(input);
}
