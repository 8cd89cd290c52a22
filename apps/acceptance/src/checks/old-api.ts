import { type Check, expectThat } from '../check.ts';

export const oldApiIsGone: Check = {
  name: 'the old API',
  expected: '/api/v1 and /api/v2 answer 410 Gone.',
  async run({ api }) {
    const [v1, v2] = await Promise.all([api('GET', '/api/v1/apps'), api('GET', '/api/v2/actions?limit=1')]);
    expectThat(v1.status === 410 && v2.status === 410, `they answer ${v1.status} and ${v2.status}`);
    return '410 and 410';
  },
};
