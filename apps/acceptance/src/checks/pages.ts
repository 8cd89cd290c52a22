import { itemsOf } from '../api.ts';
import { type Check, expectThat } from '../check.ts';

export const pagesMayBePartial: Check = {
  name: 'partial pages',
  expected: 'Lists of actions count entries that they do not show, so that a page may be short before the last one.',
  async run({ api, options }) {
    const answer = await api('GET', `/tools?toolkit_slug=${options.oauthApp}&limit=500`);
    const [shown, counted] = [itemsOf(answer).length, Number(answer.body['total_items'])];
    const seen = `${options.oauthApp}: ${shown} of ${counted} actions are shown`;
    expectThat(counted > shown, seen);
    return seen;
  },
};
