import { storableText } from '../storable.ts';
import { isHidden } from './oauth-client.ts';

/** Fields that may name an account's owner, most specific first: Composio's own field, then those of apps. */
const IDENTITY_FIELDS = ['displayName', 'email', 'user_email', 'login', 'username', 'name', 'account_name'];

/** The account's owner, as far as the provider's data tells. */
export function identityOf(data: Record<string, unknown>): string | null {
  const found = IDENTITY_FIELDS.map((field) => data[field]).find(isName);
  return typeof found === 'string' ? storableText(found.slice(0, 200)) : null;
}

/** A redacted value names no person. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !(isHidden(value) && !value.includes('@'));
}
