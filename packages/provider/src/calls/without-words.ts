import { ProviderFailure } from '../provider-failure.ts';
import { CallFailure } from './call-failure.ts';

/** The provider's codes are identifiers of its own; anything else might be a text that quotes. */
const CODE = /^[A-Z][A-Za-z]+_[A-Za-z]+$/;

/**
 * The same failure without a word of the provider's: what it says of credentials may quote them, whole or in part. Its
 * status and its code stay.
 */
export function withoutWords(what: string, error: unknown): ProviderFailure {
  if (!(error instanceof ProviderFailure)) return new ProviderFailure('invalid', `${what}: an unreadable answer`);
  const { kind, permission, cause } = error;
  if (!(cause instanceof CallFailure)) return new ProviderFailure(kind, what, { permission: permission ?? undefined });
  const { trouble, status, retryAfterMs, code } = cause;
  const known = code !== null && CODE.test(code) ? code : '';
  const text = [trouble === 'status' ? status : trouble, known].filter(Boolean).join(' ');
  const bare = new CallFailure(trouble, text, { ...(status !== undefined && { status }), retryAfterMs });
  return new ProviderFailure(kind, `${what}: ${text}`, { cause: bare, permission: permission ?? undefined });
}
