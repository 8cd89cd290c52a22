import { itemsOf } from '../api.ts';
import { type Check, expectThat, Skipped } from '../check.ts';
import { authConfig } from '../world.ts';

const APP = 'slack';

export const ownClientsNeedEndpoints: Check = {
  name: 'webhook endpoints',
  expected:
    'With an OAuth client of the project’s own, a trigger that needs a webhook endpoint is refused until there is one.',
  async run(world) {
    if (!world.options.sandbox) throw new Skipped(`needs an own OAuth client of ${APP}; try it by hand`);
    const types = itemsOf(await world.api('GET', `/triggers_types?toolkit_slugs=${APP}&limit=50`));
    const type = types.find((each) => each['requires_webhook_endpoint_setup'] === true);
    expectThat(type !== undefined, 'no trigger says that it needs one');
    const credentials = { client_id: 'acceptance-client', client_secret: 'acceptance-secret' };
    const id = await authConfig(world, APP, { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials });
    const link = await world.api('POST', '/connected_accounts/link', { auth_config_id: id, user_id: world.userId });
    const accountId = String(link.body['connected_account_id']);
    world.made.add(`account ${accountId}`, () => world.provider.deleteAccount(accountId));
    await world.person.approve({ accountId, authConfigId: id, redirectUrl: String(link.body['redirect_url']) }, 'Ada');
    const input = { connected_account_id: accountId, user_id: world.userId, trigger_config: {} };
    const { status } = await world.api('POST', `/trigger_instances/${String(type['slug'])}/upsert`, input);
    expectThat(status === 400, `it is answered with ${status}`);
    return '400';
  },
};
