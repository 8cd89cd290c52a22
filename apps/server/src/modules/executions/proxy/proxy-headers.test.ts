import { describe, expect, it } from 'vitest';
import { answeredHeaders, isMethodOverride, JSON_TYPE, mayBeSent } from './proxy-headers.ts';

describe('a header of a caller', () => {
  it.each([
    'Accept',
    'If-Match',
    'Range',
    'Prefer',
    'Idempotency-Key',
    'Notion-Version',
    'X-GitHub-Api-Version',
    'ConsistencyLevel',
    'Content-Type',
    'User-Agent',
  ])('%s is passed on', (name) => expect(mayBeSent(name)).toBe(true));

  it.each([
    'Authorization',
    'Proxy-Authorization',
    'X-Authorization',
    'cookie',
    'Cookie2',
    'Set-Cookie',
    'X-Api-Key',
    'ApiKey',
    'DD-APPLICATION-KEY',
    'X-Amz-Security-Token',
    'Private-Token',
    'X-Shopify-Access-Token',
    'X-CSRF-Token',
    'Client-Secret',
    'X-Session-Id',
    'Sudo',
    'Impersonate-User',
    'Dropbox-API-Select-Admin',
    'X-On-Behalf-Of',
    'HOST',
    'x-forwarded-host',
    'Forwarded',
    'Connection',
    'Keep-Alive',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'Content-Length',
    'Content-Encoding',
    'Accept-Encoding',
    'Expect',
    'X-HTTP-Method-Override',
    'X-Method-Override',
    'X-Original-URL',
    'X-Rewrite-URL',
    'Sec-Fetch-Site',
    'CF-Connecting-IP',
  ])('%s is not', (name) => expect(mayBeSent(name)).toBe(false));
});

it.each(['_method', '_METHOD', '$httpMethod', 'X-HTTP-Method-Override'])(
  'the parameter %s changes the method',
  (name) => expect(isMethodOverride(name)).toBe(true),
);

it.each([
  ['application/json', true],
  ['application/json; charset=UTF-8', true],
  ['application/merge-patch+json', true],
  ['application/vnd.api+json', true],
  ['text/plain', false],
  ['application/json, text/html', false],
  ['application/x-www-form-urlencoded', false],
])('a body of type %s: %s', (type, isJson) => expect(JSON_TYPE.test(type)).toBe(isJson));

it('of an answer no cookie, nothing of one hop and nothing endless is passed on', () => {
  const hundreds = Object.fromEntries(Array.from({ length: 300 }, (_, number) => [`X-${number}`, 'a']));
  expect(
    answeredHeaders({
      ETag: '"1"',
      'Set-Cookie': 'a',
      Connection: 'close',
      'x-long': 'x'.repeat(2_001),
      'bad name': 'a',
    }),
  ).toEqual({ etag: '"1"' });
  expect(Object.keys(answeredHeaders(hundreds))).toHaveLength(100);
});
