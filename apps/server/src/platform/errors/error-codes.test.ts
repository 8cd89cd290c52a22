import { expect, it } from 'vitest';
import { ERRORS } from './error-codes.ts';

/** Permanent: a client somewhere branches on each of these. Add to the list; never take away or rename. */
it('keeps every code that was ever published', () => {
  expect(Object.keys(ERRORS)).toEqual(
    expect.arrayContaining([
      'INPUT_INVALID',
      'UNAUTHENTICATED',
      'FORBIDDEN',
      'CREDENTIALS_AMBIGUOUS',
      'KEY_INVALID',
      'KEY_NOT_ALLOWED',
      'SCOPE_MISSING',
      'SUBJECT_INVALID',
      'KEY_UNKNOWN',
      'WORKSPACE_UNKNOWN',
      'WORKSPACE_CHANGED',
      'APP_UNKNOWN',
      'CONNECTION_UNKNOWN',
      'CONNECTION_CHANGED',
      'CONNECTION_NOT_PENDING',
      'CONNECTION_NOT_CONNECTED',
      'CONNECTION_NOT_CONNECTABLE',
      'CONNECTION_NOT_ACTIVE',
      'GRANT_ENDED',
      'ACTION_UNKNOWN',
      'ACTION_NOT_ENABLED',
      'ARGUMENTS_INVALID',
      'IDEMPOTENCY_KEY_REUSED',
      'EXECUTION_UNCERTAIN',
      'EXECUTION_RUNNING',
      'LABEL_TAKEN',
      'PROVIDER_UNAVAILABLE',
      'PROVIDER_REFUSED',
      'PROVIDER_UNAUTHORIZED',
      'RATE_LIMITED',
      'UNAVAILABLE',
      'INTERNAL',
    ]),
  );
});

it('tells people in whole sentences', () => {
  for (const { sentence, remedy } of Object.values(ERRORS)) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  }
});
