import { type Check, expectThat } from '../check.ts';

/** One path for each part of the API that Patchbay reads. */
const READ = [
  'toolkits',
  'tools',
  'triggers_types',
  'auth_configs',
  'connected_accounts',
  'trigger_instances/active',
  'webhook_subscriptions',
];

export const keyMayReadAll: Check = {
  name: 'permissions of the key',
  expected: 'The key may read every part of the API that Patchbay reads.',
  async run({ api }) {
    const answers = await Promise.all(
      READ.map(async (path) => ({ path, status: (await api('GET', `/${path}?limit=1`)).status })),
    );
    const refused = answers.filter(({ status }) => status !== 200).map(({ path, status }) => `${path}: ${status}`);
    expectThat(refused.length === 0, `refused: ${refused.join(', ')}`);
    return `${READ.length} parts can be read`;
  },
};
