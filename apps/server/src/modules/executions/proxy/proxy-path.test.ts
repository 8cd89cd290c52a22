import { describe, expect, it } from 'vitest';
import { isBelow, segmentsOf } from './proxy-path.ts';

describe('a path that is sent on to an app', () => {
  it.each([
    '/',
    '/repos',
    '/repos/ada/engine',
    '/v1.0/me',
    '/a%20b',
    '/users/ada@example.com',
    '/list/',
    '/v1/documents/1:batchUpdate',
    '/%E2%82%AC',
    '/.well-known/x',
  ])('may be %s', (path) => expect(segmentsOf(path)).toBeDefined());

  it.each([
    '',
    'repos',
    '//evil.example/x',
    '/a//b',
    'https://evil.example/',
    '/https://evil.example',
    '/../admin',
    '/repos/..',
    '/repos/./x',
    '/repos/%2e%2e/admin',
    '/repos/%2E./admin',
    '/repos/..%20/admin',
    '/...',
    '/%20',
    '/x;v=1',
    '/x%3Bv=1',
    '/%EF%BC%8E%EF%BC%8E/x',
    '/a%EF%BC%8Fb',
    '/%E2%80%A5/x',
    '/.%E2%80%8B./x',
    '/repos/..;/admin',
    '/repos%2f..%2fadmin',
    '/repos%5c..%5cadmin',
    '/repos\\admin',
    '/repos/%252e%252e/x',
    '/repos/%2525',
    '/repos?x=1',
    '/repos#x',
    '/repos%3Fx',
    '/repos%23x',
    '/a%00',
    '/a%0d%0aX',
    '/a b',
    '/ä',
    '/%c0%ae%c0%ae/x',
    '/%zz',
    '/%',
    '/a\tb',
    '/a\r\nHost: evil',
    '@evil.example',
    '/\u2025/x',
  ])('may not be %j', (path) => expect(segmentsOf(path)).toBeUndefined());
});

describe('a prefix that an admin allows', () => {
  it.each([
    ['/repos/ada', '/repos/ada'],
    ['/repos/ada/engine', '/repos/ada'],
    ['/repos/ada/engine', '/repos/ada/'],
    ['/re%70os/ada', '/repos/ada'],
    ['/anything', '/'],
  ])('covers %s by %s', (path, prefix) => expect(isBelow(path, prefix)).toBe(true));

  it.each([
    ['/repos/adam', '/repos/ada'],
    ['/repos', '/repos/ada'],
    ['/Repos/ada', '/repos/ada'],
    ['/repos/ada/../bob', '/repos/ada'],
    ['/repos/ada/%2e%2e/bob', '/repos/ada'],
    ['/repos/ada%2f..%2fbob', '/repos/ada'],
    ['/x', '/..'],
  ])('does not cover %s by %s', (path, prefix) => expect(isBelow(path, prefix)).toBe(false));
});
