import { t } from '../../shared/i18n/t.ts';
import { formatAlternatives } from '../../shared/i18n/format.ts';

/** Names of actions in one sentence, at most. */
const MAX_NAMED = 3;

/** What an account may do at the app, in a sentence. Pure. */
export function permissionsText({
  requested,
  granted,
}: {
  requested: string[] | null;
  granted: string[] | null;
}): string {
  if (granted && requested && granted.length < requested.length) {
    return t('connections.grantedOf', { granted: granted.length, total: requested.length });
  }
  const known = granted ?? requested;
  if (!known) return '';
  return t('connections.granted', { count: known.length });
}

/** One permission that is missing, and for what. Pure. */
export function lackingText({ scopes, actions }: { scopes: string[]; actions: { name: string }[] }): string {
  const named = actions.slice(0, MAX_NAMED).map(({ name }) => name);
  const words = { scopes: formatAlternatives(scopes), actions: named.join(', ') };
  const number = actions.length - MAX_NAMED;
  return number > 0 ? t('connections.lackingForMore', { ...words, number }) : t('connections.lackingFor', words);
}
