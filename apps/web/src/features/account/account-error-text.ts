import type { PlainKey } from '../../locales/message-types.ts';
import { fromServer, t } from '../../shared/i18n/t.ts';
import { AccountError } from './account.ts';

export interface AccountErrorText {
  text: string;
  /** The field that has to change, if it is a single one. */
  field: 'name' | 'email' | 'password' | null;
}

interface Entry {
  key: PlainKey;
  field: AccountErrorText['field'];
}

const TEXTS: Record<string, Entry> = {
  INVALID_EMAIL_OR_PASSWORD: { key: 'account.problems.credentials', field: null },
  USER_ALREADY_EXISTS: { key: 'account.problems.exists', field: 'email' },
  USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL: { key: 'account.problems.exists', field: 'email' },
  NAME_INVALID: { key: 'shared.nameInvalid', field: 'name' },
  INVALID_EMAIL: { key: 'account.problems.email', field: 'email' },
  PASSWORD_TOO_SHORT: { key: 'account.problems.tooShort', field: 'password' },
  PASSWORD_TOO_LONG: { key: 'account.problems.tooLong', field: 'password' },
  SIGN_UP_CLOSED: { key: 'account.signUpClosedText', field: null },
  SIGN_UP_INVITED_ONLY: { key: 'account.signUpByInvitationText', field: null },
  RATE_LIMITED: { key: 'account.problems.tooMany', field: null },
  INVALID_ORIGIN: { key: 'account.problems.wrongAddress', field: null },
  ORIGIN_FOREIGN: { key: 'account.problems.wrongAddress', field: null },
  NETWORK_DOWN: { key: 'account.problems.unreachable', field: null },
};

/** Errors that only the server can explain, in English: how long to wait, why a password is weak. */
const EXPLAINED: Record<string, Entry> = {
  PASSWORD_WEAK: { key: 'account.problems.weak', field: 'password' },
  TOO_MANY_GUESSES: { key: 'account.problems.tooManyGuesses', field: null },
};

/** The sign-in and sign-up forms' text for an error. */
export function accountErrorText(thrown: unknown): AccountErrorText {
  const code = thrown instanceof AccountError ? thrown.code : '';
  const explained = EXPLAINED[code];
  if (explained && thrown instanceof AccountError)
    return { text: fromServer(thrown.message, explained.key), field: explained.field };
  const known = TEXTS[code];
  return { text: t(known?.key ?? 'account.problems.unknown'), field: known?.field ?? null };
}
