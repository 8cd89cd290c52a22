export const reasons = {
  denied: {
    sentence: 'Access was declined on the approval page.',
    next: 'Connect again and approve access.',
  },
  lapsed: {
    sentence: 'The request timed out.',
    next: 'Connect again. Links expire after 10 minutes.',
  },
  cancelled: {
    sentence: 'The approval was canceled.',
    next: 'Connect again when you’re ready.',
  },
  superseded: {
    sentence: 'A newer window took over.',
    next: 'Finish in the newest window.',
  },
  wrong_person: {
    sentence: 'A different person came back from the approval page.',
    next: 'Start again and finish while signed in as yourself.',
  },
  wrong_workspace: {
    sentence: 'The workspace was switched, or access to it ended, while connecting.',
    next: 'Switch back to this workspace and connect again.',
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
    sentence: 'This is a different account from the one this approval was opened for.',
    next: 'Connect again and choose the right account.',
  },
  provider_failed: {
    sentence: 'The provider couldn’t finish the authorization.',
    next: 'Try again in a moment. If it keeps failing, check your account in the app.',
  },
  credentials_refused: {
    sentence: 'The app didn’t accept what was entered.',
    next: 'Check the key or password in the app, then connect again.',
  },
  needs_setup: {
    sentence: 'This app needs your own OAuth client first.',
    next: 'Ask an installation admin to set it up, then connect again.',
  },
  provider_unavailable: {
    sentence: 'The provider couldn’t be reached.',
    next: 'Try again in a few minutes.',
  },
  provider_busy: {
    sentence: 'The provider is limiting requests right now.',
    next: 'Try again in a minute.',
  },
  grant_expired: {
    sentence: 'The authorization has expired.',
    next: 'Reconnect to restore access.',
  },
  grant_revoked: {
    sentence: 'Access was revoked in the app.',
    next: 'Reconnect to restore access.',
  },
  account_missing: {
    sentence: 'The account no longer exists at the provider.',
    next: 'Reconnect to create it again.',
  },
  account_disabled: {
    sentence: 'The account was disabled at the provider.',
    next: 'Enable it there, or reconnect.',
  },
  return_missing: {
    sentence: 'Access was approved, but the browser didn’t return in time.',
    next: 'Connect again and keep the window open until it returns to Patchbay.',
  },
  confirmation_missing: {
    sentence: 'The product didn’t confirm in time who connected.',
    next: 'Connect again in the product. If it happens twice, tell its support.',
  },
  session_ended: {
    sentence: 'The connect session has ended.',
    next: 'Open the page in the product again and connect.',
  },
  several_attempts: {
    sentence: 'Several connections were open in this browser, so the response couldn’t be matched.',
    next: 'Connect them again, one after the other.',
  },
} as const;
