import { type Check, expectThat } from '../check.ts';

export const limitsAreRefused: Check = {
  name: 'page limits',
  expected: 'A page of 51 trigger types is refused (at most 50), not cut.',
  async run({ api }) {
    const { status } = await api('GET', '/triggers_types?limit=51');
    expectThat(status === 400, `it is answered with ${status}`);
    return '400';
  },
};
