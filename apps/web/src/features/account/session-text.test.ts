import { expect, it } from 'vitest';
import { changedText, endedText, sessionName } from './session-text.ts';

it.each([
  [0, 'Your password is changed.', 'You were signed in nowhere else.'],
  [1, 'Your password is changed. One other session has ended.', 'One other session has ended.'],
  [3, 'Your password is changed. 3 other sessions have ended.', '3 other sessions have ended.'],
])('%i ended', (ended, changed, text) => {
  expect([changedText(ended), endedText(ended)]).toEqual([changed, text]);
});

it('a client that is not a browser has a name, too', () => {
  expect([{ browser: 'Firefox on Linux' }, { browser: null }].map(sessionName)).toEqual([
    'Firefox on Linux',
    'Unknown client',
  ]);
});
