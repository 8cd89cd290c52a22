import { connect } from '../world.ts';
import { type Check, expectThat } from '../check.ts';

export const oauthConnects: Check = {
  name: 'connect by OAuth',
  expected: 'An approved link leads to the callback address, and its account is active and of the right user and app.',
  async run(world) {
    const account = await connect(world);
    world.kept.account = account;
    const { workspaceId, appSlug } = account;
    expectThat(appSlug === world.options.oauthApp, `the account is of ${appSlug}`);
    expectThat(workspaceId === null || workspaceId === world.userId, 'the account is of another user');
    return `active${workspaceId === null ? ', the owner is not told' : ''}`;
  },
};
