import { authConfig } from '../world.ts';
import { type Check, expectThat } from '../check.ts';

export const managedInitiateIsRetired: Check = {
  name: 'the retired way to connect',
  expected: 'POST /connected_accounts with managed OAuth is refused with 400; the link is the only way.',
  async run(world) {
    const id = await authConfig(world, world.options.oauthApp, { type: 'use_composio_managed_auth' });
    const input = { auth_config: { id }, connection: { user_id: world.userId } };
    const { status, body } = await world.api('POST', '/connected_accounts', input);
    if (typeof body['id'] === 'string')
      world.made.add('account', () => world.provider.deleteAccount(String(body['id'])));
    expectThat(status === 400, `it is answered with ${status}`);
    return '400';
  },
};
