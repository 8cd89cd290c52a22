import { AccountError } from './account.ts';

export interface AccountErrorText {
  text: string;
  /** The field that has to change, if it is a single one. */
  field: 'name' | 'email' | 'password' | null;
}

const WRONG_ADDRESS = 'Patchbay is set up for another address than the one you opened. Sign in there.';

const TEXTS: Record<string, AccountErrorText> = {
  INVALID_EMAIL_OR_PASSWORD: { text: "That e-mail and password don't match.", field: null },
  USER_ALREADY_EXISTS: { text: 'There is an account with this address already. Sign in instead.', field: 'email' },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: {
    text: 'There is an account with this address already. Sign in instead.',
    field: 'email',
  },
  NAME_INVALID: { text: 'Use 1 to 80 characters, all of them visible.', field: 'name' },
  INVALID_EMAIL: { text: 'That is not an e-mail address.', field: 'email' },
  PASSWORD_TOO_SHORT: { text: 'Use at least 8 characters.', field: 'password' },
  PASSWORD_TOO_LONG: { text: 'Use at most 128 characters.', field: 'password' },
  RATE_LIMITED: { text: 'Too many attempts. Wait a minute and try again.', field: null },
  INVALID_ORIGIN: { text: WRONG_ADDRESS, field: null },
  ORIGIN_FOREIGN: { text: WRONG_ADDRESS, field: null },
  NETWORK_DOWN: {
    text: 'No answer from Patchbay. Try again in a moment, and check your internet connection if it stays.',
    field: null,
  },
};

/** Errors that only the server can explain: how long to wait, why a password is weak. */
const SAYS_WHY: Record<string, Pick<AccountErrorText, 'field'>> = {
  PASSWORD_WEAK: { field: 'password' },
  TOO_MANY_GUESSES: { field: null },
  SIGN_UP_CLOSED: { field: null },
  SIGN_UP_INVITED_ONLY: { field: null },
};

/** The sign-in and sign-up forms' text for an error. */
export function accountErrorText(thrown: unknown): AccountErrorText {
  const explained = thrown instanceof AccountError ? SAYS_WHY[thrown.code] : undefined;
  if (thrown instanceof AccountError && explained) return { ...explained, text: thrown.message };
  const known = thrown instanceof AccountError ? TEXTS[thrown.code] : undefined;
  return known ?? { text: 'Something went wrong on our side. Try again in a moment.', field: null };
}
