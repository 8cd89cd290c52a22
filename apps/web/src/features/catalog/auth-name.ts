import type { MessageKey } from '../../locales/message-types.ts';
import { hasText, t } from '../../shared/i18n/t.ts';

type AuthKey = Extract<MessageKey, `catalog.auth.${string}`>;

/** The name of an authentication scheme; the provider's own name if we have none. */
export function authName(scheme: string): string {
  const key = `catalog.auth.${scheme.toUpperCase()}`;
  return isAuthKey(key) ? t(key) : scheme.replaceAll('_', ' ').toLowerCase();
}

/** The names to show for an app; several schemes may have one name. */
export function authNames(schemes: string[], needsAuth: boolean): string[] {
  return needsAuth ? [...new Set(schemes.map(authName))] : [t('catalog.auth.NO_AUTH')];
}

function isAuthKey(key: string): key is AuthKey {
  return hasText(key);
}
