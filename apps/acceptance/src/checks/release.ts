import { type Check, expectThat } from '../check.ts';
import { connected } from '../world.ts';

export const deletedIsGone: Check = {
  name: 'release',
  expected: 'A deleted account is gone, and deleting it again is no failure.',
  async run(world) {
    const { id } = connected(world);
    await world.provider.deleteAccount(id);
    await world.provider.deleteAccount(id);
    const after = await world.provider.readAccount(id);
    expectThat(after === null, `it is ${after?.status}`);
    return 'gone';
  },
};
