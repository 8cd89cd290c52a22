import { storableText } from '../storable.ts';

/** Where apps put the name of an account, the most telling first. Composio has no field of its own for it. */
const IDENTITY_FIELDS = ['email', 'user_email', 'login', 'username', 'name', 'account_name'];

/** Whose account it is, as far as what the provider tells of it says so. */
export function identityOf(data: Record<string, unknown>): string | null {
  const found = IDENTITY_FIELDS.map((field) => data[field]).find((value) => typeof value === 'string' && value !== '');
  return typeof found === 'string' ? storableText(found.slice(0, 200)) : null;
}
