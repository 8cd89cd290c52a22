/**
 * Why an attempt or a grant ended. Codes are permanent: they are stored in rows and read by clients; a code is never
 * renamed or given another meaning.
 */
export const REASON_CODES = [
  'denied',
  'lapsed',
  'cancelled',
  'superseded',
  'wrong_person',
  'wrong_workspace',
  'wrong_browser',
  'wrong_app',
  'wrong_account',
  'provider_failed',
  'provider_unavailable',
  'provider_busy',
  'grant_expired',
  'grant_revoked',
  'account_missing',
  'account_disabled',
  'return_missing',
  'several_attempts',
  'credentials_refused',
  'needs_setup',
  'confirmation_missing',
  'session_ended',
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  code: ReasonCode;
  /** The provider's message, if any, at most 500 characters. Never markup, never a secret. */
  detail: string | null;
}

/** Builds a reason; the provider's message is cut to what the column and the screen can hold. */
export function reason(code: ReasonCode, detail: string | null = null): Reason {
  return { code, detail: detail === null ? null : detail.replaceAll('\0', '').slice(0, 500).toWellFormed() };
}
