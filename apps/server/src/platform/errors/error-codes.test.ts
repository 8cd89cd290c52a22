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
      'PASSWORD_WRONG',
      'NAME_DIFFERS',
      'SESSION_UNKNOWN',
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
      'PROVIDER_BUSY',
      'PROVIDER_REFUSED',
      'PROVIDER_UNAUTHORIZED',
      'RATE_LIMITED',
      'UNAVAILABLE',
      'INTERNAL',
      'MEDIA_TYPE_UNSUPPORTED',
      'ORIGIN_FOREIGN',
      'MEMBER_UNKNOWN',
      'LAST_OWNER',
      'INVITATION_UNKNOWN',
      'ALREADY_INVITED',
      'LIMIT_REACHED',
      'TRIGGER_UNKNOWN',
      'SUBSCRIPTION_UNKNOWN',
      'TRIGGERS_TOO_MANY',
      'EVENT_UNKNOWN',
      'ENDPOINT_UNKNOWN',
      'ENDPOINT_CHANGED',
      'ENDPOINT_OFF',
      'ENDPOINT_NOT_ALLOWED',
      'ENDPOINTS_TOO_MANY',
      'DELIVERY_UNKNOWN',
      'WEBHOOK_UNVERIFIED',
      'WEBHOOK_NOT_READY',
      'WEBHOOK_ELSEWHERE',
      'WEBHOOK_SET_BY_HAND',
      'OVERLOADED',
      'BODY_TOO_LARGE',
      'REQUEST_MALFORMED',
      'REQUEST_TIMEOUT',
      'HEADERS_TOO_LARGE',
      'EXPECTATION_UNSUPPORTED',
      'METHOD_NOT_ALLOWED',
      'NOT_FOUND',
    ]),
  );
});

it('tells people in whole sentences', () => {
  for (const { sentence, remedy } of Object.values(ERRORS)) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  }
});
