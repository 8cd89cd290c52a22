import { describe, expect, it } from 'vitest';
import { clientIdIn, isOAuthScheme } from './oauth-client.ts';

describe('clientIdIn', () => {
  it.each([
    [{ client_id: '1234-abc.apps.googleusercontent.com' }, '1234-abc.apps.googleusercontent.com'],
    [{ client_id: ' Iv1.8a61f9b3a7aba766 ' }, 'Iv1.8a61f9b3a7aba766'],
    [{ clientId: '2141029472.691202649728' }, '2141029472.691202649728'],
  ])('%j is the client %s', (credentials, id) => {
    expect(clientIdIn(credentials)).toBe(id);
  });

  it.each([
    undefined,
    null,
    {},
    { client_secret: 'only' },
    { client_id: '' },
    { client_id: 7 },
    { client_id: 'REDACTED' },
    { client_id: '1234...com' },
    { client_id: '1234…com' },
    { client_id: '1234****' },
    { client_id: 'xxxxxxxx1234' },
  ])('%j does not say which client it is', (credentials) => {
    expect(clientIdIn(credentials)).toBeNull();
  });
});

describe('isOAuthScheme', () => {
  it.each([
    ['OAUTH2', true],
    ['DCR_OAUTH', true],
    ['API_KEY', false],
    ['GOOGLE_SERVICE_ACCOUNT', false],
    [undefined, null],
    ['', null],
  ])('%s: %s', (scheme, is) => {
    expect(isOAuthScheme(scheme)).toBe(is);
  });
});
