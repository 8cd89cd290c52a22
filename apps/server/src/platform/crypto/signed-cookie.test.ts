import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readSignedCookie } from './signed-cookie.ts';

const SECRET = 'a-secret';
const NAME = 'patchbay.session_token';

function signed(value: string, secret = SECRET): string {
  return encodeURIComponent(`${value}.${createHmac('sha256', secret).update(value).digest('base64')}`);
}

function read(header: string | undefined): string | undefined {
  return readSignedCookie(header, NAME, SECRET);
}

describe('a signed cookie', () => {
  it('is read among others', () => {
    expect(read(`a=1; ${NAME}=${signed('token')};b=2`)).toBe('token');
  });

  it('may hold dots', () => {
    expect(read(`${NAME}=${signed('a.b.c')}`)).toBe('a.b.c');
  });

  it('counts once: the first of two with the name', () => {
    expect(read(`${NAME}=${signed('first')}; ${NAME}=${signed('second')}`)).toBe('first');
    expect(read(`${NAME}=forged.forged; ${NAME}=${signed('second')}`)).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    NAME,
    `${NAME}=`,
    `${NAME}=token`,
    `${NAME}=token.`,
    `${NAME}=${encodeURIComponent('token.AAAA')}`,
    `${NAME}=${signed('token', 'another-secret')}`,
    `${NAME}=${signed('')}`,
    `${NAME}=x${signed('token')}`,
    `x${NAME}=${signed('token')}`,
    `${NAME}=%`,
    `${NAME}=%E0%A4%A`,
  ])('is not: %s', (header) => {
    expect(read(header)).toBeUndefined();
  });
});
