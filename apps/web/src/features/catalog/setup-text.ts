import type { AppSetup } from '@patchbay/contracts';

/** What a check of an app's set-up found, in a sentence. Pure. */
export function setupText({ isNeeded, endpoint }: Pick<AppSetup, 'isNeeded' | 'endpoint'>, appName: string): string {
  if (isNeeded) return `There is no auth config for ${appName} at Composio yet.`;
  if (endpoint === 'missing') return `${appName} can be connected. Its triggers still need a webhook endpoint.`;
  return `${appName} can be connected now.`;
}
