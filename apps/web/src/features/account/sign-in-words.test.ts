import { expect, it } from 'vitest';
import { signInWords } from './sign-in-words.ts';

it('a person whom an update signed out is told so, and why', () => {
  for (const invited of [true, false]) {
    const { title, text } = signInWords({ invited, signedOutByUpdate: true });
    expect(title).toBe('Please sign in again');
    expect(text).toContain('cookies');
  }
});

it('an invited person is told which address to use', () => {
  expect(signInWords({ invited: true, signedOutByUpdate: false }).text).toContain('invited address');
  expect(signInWords({ invited: false, signedOutByUpdate: false })).toMatchObject({ title: 'Welcome back' });
});
