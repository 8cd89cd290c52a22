import { type Check, expectThat } from '../check.ts';
import { connect, connected } from '../world.ts';

export const reconnectKeepsTheNewOne: Check = {
  name: 'reconnect',
  expected:
    'A second link of the same person makes a new account, and deleting the old one leaves the new one working.',
  async run(world) {
    const old = connected(world);
    const renewed = await connect(world);
    expectThat(renewed.id !== old.id, 'it is the same account');
    await world.provider.deleteAccount(old.id);
    world.kept.account = renewed;
    const after = await world.provider.readAccount(renewed.id);
    const run = await world.provider.executeAction({
      workspaceId: world.userId,
      accountId: renewed.id,
      actionSlug: world.options.action,
      version: null,
      arguments: world.options.given,
    });
    expectThat(
      after?.status === 'active' && run.successful,
      `the new one is ${after?.status}, and ${run.successful ? 'works' : 'does not work'}`,
    );
    return 'the new account is active and works';
  },
};
