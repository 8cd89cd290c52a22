import { TRPCClientError } from '@trpc/client';
import { describe, expect, it } from 'vitest';
import { toApiError } from './api-error.ts';

function refused(data: Record<string, unknown>, message = 'The server says so.') {
  return TRPCClientError.from({ error: { code: -32_000, message, data } });
}

describe('toApiError', () => {
  it('uses the code and keeps the reference', () => {
    const error = toApiError(refused({ errorCode: 'CONNECTION_CHANGED', remedy: 'Look again.', reference: 'ref-1' }));
    expect(error).toMatchObject({
      code: 'CONNECTION_CHANGED',
      title: 'This was just changed by someone else',
      reference: 'ref-1',
      fixer: 'you',
    });
  });

  it('shows the server’s text for a code without its own', () => {
    const error = toApiError(refused({ errorCode: 'SOMETHING_NEW', remedy: 'Do this.' }, 'That is new.'));
    expect(error).toMatchObject({
      code: 'SOMETHING_NEW',
      sentence: 'That is new.',
      next: 'Do this.',
      fixer: 'operator',
    });
  });

  it('sends people without permission to an admin', () => {
    expect(toApiError(refused({ errorCode: 'FORBIDDEN' })).fixer).toBe('admin');
  });

  it('names the provider if only the provider can fix it', () => {
    expect(toApiError(refused({ errorCode: 'PROVIDER_UNAVAILABLE' })).fixer).toBe('provider');
  });

  it('reports a missing response as a network failure', () => {
    expect(toApiError(new TypeError('Failed to fetch')).code).toBe('NETWORK_DOWN');
    expect(toApiError(TRPCClientError.from(new TypeError('Failed to fetch'))).code).toBe('NETWORK_DOWN');
  });

  it('never shows the message of a bug', () => {
    const error = toApiError(new Error('undefined is not a function'));
    expect(error.code).toBe('INTERNAL');
    expect(`${error.title} ${error.sentence} ${error.next}`).not.toContain('undefined');
  });

  it('keeps the invalid fields', () => {
    expect(toApiError(refused({ errorCode: 'INPUT_INVALID', fields: { email: 'not an address' } })).fields).toEqual({
      email: 'not an address',
    });
  });
});
