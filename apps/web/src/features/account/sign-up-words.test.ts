import { expect, it } from 'vitest';
import { signUpWords } from './sign-up-words.ts';

it.each([
  { mode: 'open', invited: false, hasSetupLink: false, allowed: true },
  { mode: 'open', invited: true, hasSetupLink: false, allowed: true },
  { mode: 'invited-only', invited: false, hasSetupLink: false, allowed: false },
  { mode: 'invited-only', invited: true, hasSetupLink: false, allowed: true },
  { mode: 'invited-only', invited: false, hasSetupLink: true, allowed: true },
  { mode: 'closed', invited: false, hasSetupLink: false, allowed: false },
  { mode: 'closed', invited: true, hasSetupLink: false, allowed: false },
  { mode: 'closed', invited: false, hasSetupLink: true, allowed: true },
] as const)('the form is shown to those who may sign up: %o', ({ allowed, ...circumstances }) => {
  expect(signUpWords(circumstances).allowed).toBe(allowed);
});
