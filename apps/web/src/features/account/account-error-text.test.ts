// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { accountErrorText } from './account-error-text.ts';
import { AccountError } from './account.ts';

describe('accountErrorText', () => {
  it('points at the field that has to change', () => {
    expect(accountErrorText(new AccountError('PASSWORD_TOO_SHORT', ''))).toMatchObject({ field: 'password' });
    expect(accountErrorText(new AccountError('USER_ALREADY_EXISTS_USE_ANOTHER_EMAIL', ''))).toMatchObject({
      field: 'email',
    });
  });

  it('does not tell whether the address or the password was wrong', () => {
    expect(accountErrorText(new AccountError('INVALID_EMAIL_OR_PASSWORD', '')).field).toBeNull();
  });

  it('shows what only the server knows: how long to wait, and why a password is weak', () => {
    expect(accountErrorText(new AccountError('TOO_MANY_GUESSES', 'Try again in 9 minutes.'))).toEqual({
      text: 'Try again in 9 minutes.',
      field: null,
    });
    expect(accountErrorText(new AccountError('PASSWORD_WEAK', 'Too common.'))).toEqual({
      text: 'Too common.',
      field: 'password',
    });
  });

  it('has a text for unknown errors', () => {
    expect(accountErrorText(new Error('boom')).text).not.toContain('boom');
  });
});
