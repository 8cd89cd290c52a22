import type { AppScheme } from '@patchbay/contracts';
import { authName } from '../catalog/auth-name.ts';
import { t } from '../../shared/i18n/t.ts';

/** What one way to connect is called, and what it needs. Pure. */
export function schemeText(scheme: AppScheme, appName: string): { title: string; needs: string } {
  const title = authName(scheme.scheme);
  return { title, needs: needsOf(scheme, appName) };
}

function needsOf({ isReady, isOwn, kind, fields, scheme }: AppScheme, appName: string): string {
  if (!isReady) return t('connections.needsOwnClient');
  if (kind === 'consent') {
    if (isOwn) return t('connections.approveOwn', { app: appName });
    return t('connections.approve', { app: appName });
  }
  const labels = (fields ?? []).filter(({ required }) => required).map(({ label }) => label);
  return labels.length > 0
    ? t('connections.enterOne', { fields: labels.join(', ') })
    : t('connections.enterYour', { scheme: authName(scheme) });
}

/** The way that a dialog begins with: the one that was asked for, else the first that can be used now. Pure. */
export function firstScheme(schemes: AppScheme[], wanted: string | null | undefined): AppScheme | null {
  return (
    schemes.find(({ scheme }) => scheme === wanted) ?? schemes.find(({ isReady }) => isReady) ?? schemes[0] ?? null
  );
}
