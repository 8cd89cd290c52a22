import { valueAt } from '../api.ts';
import { type Check, expectThat, Skipped } from '../check.ts';
import { authConfig } from '../world.ts';

export const keyConnects: Check = {
  name: 'connect by a key',
  expected: 'A key that is entered in a form of our own makes an active account.',
  async run(world) {
    const { options, api, provider, made, userId } = world;
    if (options.appKey === null) throw new Skipped(`set ACCEPTANCE_APP_KEY to a key of ${options.keyApp}`);
    const id = await authConfig(world, options.keyApp, {
      type: 'use_custom_auth',
      authScheme: 'API_KEY',
      credentials: {},
    });
    const state = { authScheme: 'API_KEY', val: { status: 'ACTIVE', generic_api_key: options.appKey } };
    const { status, body } = await api('POST', '/connected_accounts', {
      auth_config: { id },
      connection: { user_id: userId, state },
    });
    const account = String(valueAt(body, 'id'));
    if (status === 201) made.add(`account ${account}`, () => provider.deleteAccount(account));
    const seen = status === 201 ? (await provider.readAccount(account))?.status : `answered with ${status}`;
    expectThat(seen === 'active', String(seen));
    return 'active';
  },
};
