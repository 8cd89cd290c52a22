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

  it('has words for whatever it does not know', () => {
    expect(accountErrorText(new Error('boom')).text).not.toContain('boom');
  });
});
