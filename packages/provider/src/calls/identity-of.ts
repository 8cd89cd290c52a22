import { storableText } from '../storable.ts';
import { isHidden } from './oauth-client.ts';

/** Where the name of an account may stand, the most telling first: Composio's own field, then those of apps. */
const IDENTITY_FIELDS = ['displayName', 'email', 'user_email', 'login', 'username', 'name', 'account_name'];

/** Whose account it is, as far as what the provider tells of it says so. */
export function identityOf(data: Record<string, unknown>): string | null {
  const found = IDENTITY_FIELDS.map((field) => data[field]).find(isName);
  return typeof found === 'string' ? storableText(found.slice(0, 200)) : null;
}

/** What is redacted names no person. */
function isName(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '' && !(isHidden(value) && !value.includes('@'));
}
