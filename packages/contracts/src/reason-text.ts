import type { ReasonCode } from '@patchbay/lifecycle';

/** One sentence for a person: what happened. And what to do about it. */
export interface ReasonText {
  sentence: string;
  next: string;
}

const TEXTS: Record<ReasonCode, ReasonText> = {
  denied: { sentence: 'Access was declined on the consent page.', next: 'Connect again and approve the access.' },
  lapsed: {
    sentence: 'The authorization was not finished in time.',
    next: 'Connect again; a link is good for ten minutes.',
  },
  cancelled: { sentence: 'The authorization was canceled.', next: 'Connect again when you are ready.' },
  superseded: { sentence: 'A newer authorization took over.', next: 'Finish in the newest window.' },
  wrong_person: {
    sentence: 'Someone other than the person who started came back from the consent page.',
    next: 'Start again and finish while signed in as yourself.',
  },
  wrong_workspace: {
    sentence: 'Your access to this workspace ended while connecting.',
    next: 'Ask an admin of the workspace to connect it.',
  },
  wrong_browser: {
    sentence: 'It was finished in a different browser from the one where it started.',
    next: 'Start and finish in the same browser.',
  },
  wrong_app: {
    sentence: 'The response was for a different app, so we rejected it.',
    next: 'Connect again. If it happens twice, tell an administrator.',
  },
  wrong_account: {
    sentence: 'The account that came back is not the one this authorization was opened for.',
    next: 'Connect again and choose the right account.',
  },
  provider_failed: {
    sentence: 'The provider could not finish the authorization.',
    next: 'Try again in a moment; if it keeps failing, check your account in the app.',
  },
  credentials_refused: {
    sentence: 'The app did not accept what was entered.',
    next: 'Check the key or password in the app, then connect again.',
  },
  needs_setup: {
    sentence: 'This app needs an OAuth client of your own first.',
    next: 'Ask an installation admin to set it up, then connect again.',
  },
  provider_unavailable: { sentence: 'The provider could not be reached.', next: 'Try again in a few minutes.' },
  provider_busy: { sentence: 'The provider is limiting requests right now.', next: 'Try again in a minute.' },
  grant_expired: { sentence: 'The provider says the authorization has expired.', next: 'Reconnect to renew it.' },
  grant_revoked: { sentence: 'Access was revoked at the provider.', next: 'Reconnect to grant access again.' },
  account_missing: { sentence: 'The account no longer exists at the provider.', next: 'Reconnect to make a new one.' },
  account_disabled: { sentence: 'The account was disabled at the provider.', next: 'Enable it there, or reconnect.' },
  return_missing: {
    sentence: 'Access was approved, but the browser that started did not come back in time.',
    next: 'Connect again and keep the window open until it returns to Patchbay.',
  },
  confirmation_missing: {
    sentence: 'The product did not confirm in time who connected.',
    next: 'Connect again in the product; tell its support if it happens twice.',
  },
  session_ended: {
    sentence: 'The session in which it was being connected has ended.',
    next: 'Open the page in the product again and connect.',
  },
  several_attempts: {
    sentence: 'Several connections were open in this browser, and the return did not say which one it was for.',
    next: 'Connect them again, one after the other.',
  },
};

export function reasonText(code: ReasonCode): ReasonText {
  return TEXTS[code];
}
