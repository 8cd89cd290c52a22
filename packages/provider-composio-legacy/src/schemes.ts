import { ProviderFailure, type ProviderSchemes } from '@patchbay/provider';

/** v1 and v2 choose by themselves how an app is authorized, on pages of their own. */
export function legacySchemes({ baseUrl }: { baseUrl: string }): ProviderSchemes {
  return {
    canChooseScheme: false,
    ownClient: { redirectUrl: `${baseUrl}/api/v1/auth-apps/add`, dashboardUrl: 'https://app.composio.dev' },
    readSchemes: () => Promise.resolve(null),
    listOwnConfigs: () => Promise.resolve([]),
    hasWebhookEndpoint: () => Promise.resolve(null),
    createAccount: ({ appSlug }) =>
      Promise.reject(new ProviderFailure('refused', `account of ${appSlug}: v1 and v2 take no credentials`)),
  };
}
