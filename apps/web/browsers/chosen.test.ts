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

it('says which names there are when it does not know one', () => {
  const sentence = 'There is no safari. Browsers: chromium, firefox, webkit. Walks: popup, frame.';
  expect(chosenBy(['safari'], KNOWN)).toBe(sentence);
});
