import { expect, it } from 'vitest';
import { chosenBy } from './chosen.ts';

const KNOWN = { browsers: ['chromium', 'firefox', 'webkit'], walks: ['popup', 'frame'] };

it.each([
  ['nothing', [], KNOWN],
  ['a browser', ['webkit'], { browsers: ['webkit'], walks: KNOWN.walks }],
  ['a walk', ['frame'], { browsers: KNOWN.browsers, walks: ['frame'] }],
  ['both, in any order', ['frame', 'webkit', 'firefox'], { browsers: ['firefox', 'webkit'], walks: ['frame'] }],
])('%s is named', (_, words, chosen) => {
  expect(chosenBy(words, KNOWN)).toEqual(chosen);
});

it('refuses a name that it does not know: a run of nothing would look like one that passed', () => {
  expect(() => chosenBy(['safari'], KNOWN)).toThrow('There is no safari. Browsers: chromium, firefox, webkit.');
});
