import { valueAt } from '../api.ts';
import { type Check, expectThat } from '../check.ts';
import { connected } from '../world.ts';

export const identityIsTold: Check = {
  name: 'identity',
  expected: 'The account names its person in state.val.displayName, and data is redacted.',
  async run(world) {
    const { id, identity } = connected(world);
    const { body } = await world.api('GET', `/connected_accounts/${id}`);
    const told = typeof valueAt(body, 'state', 'val', 'displayName') === 'string';
    const data = valueAt(body, 'data');
    const plain =
      typeof data === 'object' &&
      data !== null &&
      Object.values(data).some((each) => typeof each === 'string' && each.includes('@') && !each.includes('*'));
    const seen = `displayName: ${told ? 'there' : 'missing'}; Patchbay ${identity ? 'finds a name' : 'finds none'}; data ${plain ? 'is not redacted' : 'is redacted or empty'}`;
    expectThat(told && identity !== null && !plain, seen);
    return seen;
  },
};
