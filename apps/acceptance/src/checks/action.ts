import { type Check, expectThat } from '../check.ts';
import { connected } from '../world.ts';

export const actionRuns: Check = {
  name: 'action',
  expected: 'An action runs with the account and answers data.',
  async run(world) {
    const { options, provider, userId: workspaceId } = world;
    const { action: actionSlug, given } = options;
    const ask = { workspaceId, accountId: connected(world).id, actionSlug, version: null, arguments: given };
    const { successful, data } = await provider.executeAction(ask);
    expectThat(successful && Object.keys(data).length > 0, successful ? 'no data' : 'the app refused it');
    return `${Object.keys(data).length} fields`;
  },
};
