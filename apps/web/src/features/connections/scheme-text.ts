import type { AppScheme } from '@patchbay/contracts';
import { authName } from '../catalog/auth-name.ts';

/** What one way to connect is called, and what it needs. Pure. */
export function schemeText(scheme: AppScheme, appName: string): { title: string; needs: string } {
  const title = authName(scheme.scheme);
  return { title, needs: needsOf(scheme, appName) };
}

function needsOf({ isReady, isOwn, kind, fields, scheme }: AppScheme, appName: string): string {
  if (!isReady) return 'Needs an OAuth client of your own.';
  if (kind === 'consent') {
    if (isOwn) return `Approve access on ${appName}’s page, with your own OAuth client.`;
    return `Approve access on ${appName}’s page.`;
  }
  const labels = (fields ?? []).filter(({ required }) => required).map(({ label }) => label);
  return labels.length > 0
    ? `Enter: ${labels.join(', ')}.`
    : `Enter your ${authName(scheme).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}.`;
}

/** The way that a dialog begins with: the one that was asked for, else the first that can be used now. Pure. */
export function firstScheme(schemes: AppScheme[], wanted: string | null | undefined): AppScheme | null {
  return (
    schemes.find(({ scheme }) => scheme === wanted) ?? schemes.find(({ isReady }) => isReady) ?? schemes[0] ?? null
  );
}
