import { type Check, expectThat } from '../check.ts';
import { openLink } from '../world.ts';

const LINK_LIVES_MS = 10 * 60_000;

export const unusedLinkExpires: Check = {
  name: 'expire',
  expected: 'An authorization that is not finished is expired after ten minutes.',
  async run(world) {
    const link = await openLink(world);
    await world.person.pass(LINK_LIVES_MS + 60_000);
    const account = await world.provider.readAccount(link.accountId);
    expectThat(account?.status === 'expired', `it is ${account?.status ?? 'not there'}`);
    return 'expired';
  },
};
