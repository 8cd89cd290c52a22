import type { AppScheme } from '@patchbay/contracts';
import { AppError } from '../../../platform/errors/app-error.ts';

/** Throws INPUT_INVALID with what is wrong with each field, and nothing of what was entered. */
export function requireValidCredentials(
  scheme: AppScheme | undefined,
  credentials: Readonly<Record<string, string>>,
): asserts scheme is AppScheme {
  const problems = scheme ? problemsOf(scheme, credentials) : { credentials: 'This app asks for none.' };
  if (Object.keys(problems).length > 0) throw new AppError('INPUT_INVALID', { fields: problems });
}

function problemsOf(
  { kind, fields }: AppScheme,
  credentials: Readonly<Record<string, string>>,
): Record<string, string> {
  if (kind !== 'credentials' || !fields) return { credentials: 'This way is approved on a page of the app.' };
  const known = new Set(fields.map(({ name }) => name));
  const isUnknown = Object.keys(credentials).some((name) => !known.has(name));
  const missing = fields.filter(({ name, required }) => required && !credentials[name]?.trim());
  return Object.fromEntries([
    // Not by its name, which the caller chose: it may be a key that was pasted in the wrong place.
    ...(isUnknown ? [['credentials', 'This way does not ask for all of these fields.']] : []),
    ...missing.map(({ name }) => [`credentials.${name}`, 'Required']),
  ]);
}
