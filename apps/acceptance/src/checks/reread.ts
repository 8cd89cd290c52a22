import { type Check, expectThat } from '../check.ts';
import { connected } from '../world.ts';

export const rereadIsHarmless: Check = {
  name: 'refresh',
  expected: 'Reading an account again, three times, leaves it active.',
  async run(world) {
    const { id } = connected(world);
    const seen: (string | undefined)[] = [];
    for (let time = 0; time < 3; time += 1) seen.push((await world.provider.readAccount(id))?.status);
    expectThat(
      seen.every((status) => status === 'active'),
      seen.join(', '),
    );
    return 'active each time';
  },
};
