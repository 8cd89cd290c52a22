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
] as const;

export type ReasonCode = (typeof REASON_CODES)[number];

export interface Reason {
  code: ReasonCode;
  /** The provider's own words where it gave any, at most 500 characters. Never markup, never a secret. */
  detail: string | null;
}

/** One sentence for a person: what happened. And what to do about it. */
export interface ReasonText {
  sentence: string;
  next: string;
}

const TEXTS: Record<ReasonCode, ReasonText> = {
  denied: { sentence: 'Access was declined on the consent page.', next: 'Connect again and approve the access.' },
  lapsed: {
    sentence: 'Nobody finished the authorization in time.',
    next: 'Connect again; a link is good for ten minutes.',
  },
  cancelled: { sentence: 'The authorization was cancelled.', next: 'Connect again when you are ready.' },
  superseded: { sentence: 'A newer authorization took over.', next: 'Finish in the newest window.' },
  wrong_person: {
    sentence: 'Someone other than the person who started came back from the consent page.',
    next: 'Start again and finish while signed in as yourself.',
  },
  wrong_workspace: {
    sentence: 'The workspace was switched, or access to it ended, while connecting.',
    next: 'Switch back to this workspace and connect again.',
  },
  wrong_browser: {
    sentence: 'The authorization was finished in another browser than the one it was started in.',
    next: 'Start and finish in the same browser.',
  },
  wrong_app: {
    sentence: 'The answer belonged to another app and was refused.',
    next: 'Connect again. If it happens twice, tell an administrator.',
  },
  wrong_account: {
    sentence: 'The account that came back is not the one this authorization was opened for.',
    next: 'Connect again and choose the right account.',
  },
  provider_failed: {
    sentence: 'The provider could not finish the authorization.',
    next: 'Try again in a moment; check the account with the app itself if it keeps failing.',
  },
  provider_unavailable: { sentence: 'The provider could not be reached.', next: 'Try again in a few minutes.' },
  provider_busy: { sentence: 'The provider takes no more requests just now.', next: 'Try again in a minute.' },
  grant_expired: { sentence: 'The provider says the authorization has expired.', next: 'Reconnect to renew it.' },
  grant_revoked: { sentence: 'Access was revoked at the provider.', next: 'Reconnect to grant access again.' },
  account_missing: { sentence: 'The account no longer exists at the provider.', next: 'Reconnect to create it anew.' },
  account_disabled: { sentence: 'The account was disabled at the provider.', next: 'Enable it there, or reconnect.' },
  return_missing: {
    sentence: 'Access was approved, but the browser that started did not come back in time.',
    next: 'Connect again and keep the window open until it returns to Patchbay.',
  },
};

export function reasonText(code: ReasonCode): ReasonText {
  return TEXTS[code];
}

/** Builds a reason; of the provider's words, what the column and the screen can hold. */
export function reason(code: ReasonCode, detail: string | null = null): Reason {
  return { code, detail: detail === null ? null : detail.replaceAll('\0', '').slice(0, 500).toWellFormed() };
}
