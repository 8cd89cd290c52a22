import { expect, it } from 'vitest';
import { changedText, endedText, sessionName } from './session-text.ts';

it.each([
  [0, 'Your password was changed.', 'You weren’t signed in anywhere else.'],
  [1, 'Your password was changed. 1 other session was signed out.', '1 other session was signed out.'],
  [3, 'Your password was changed. 3 other sessions were signed out.', '3 other sessions were signed out.'],
])('%i ended', (ended, changed, text) => {
  expect([changedText(ended), endedText(ended)]).toEqual([changed, text]);
});

it('a client that is not a browser has a name, too', () => {
  expect([{ browser: 'Firefox on Linux' }, { browser: null }].map(sessionName)).toEqual([
    'Firefox on Linux',
    'Unknown client',
  ]);
});
