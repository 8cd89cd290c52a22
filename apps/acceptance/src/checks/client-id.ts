import { valueAt } from '../api.ts';
import { type Check, expectThat } from '../check.ts';
import { authConfig } from '../world.ts';

/** An app that is not the connected one, whose own auth config would be used otherwise. */
const APP = 'slack';
const CLIENT_ID = 'acceptance-client';

export const clientIdIsHidden: Check = {
  name: 'OAuth clients',
  expected: 'An auth config does not show the client id of its OAuth client, so that clients cannot be told apart.',
  async run(world) {
    const credentials = { client_id: CLIENT_ID, client_secret: 'acceptance-secret' };
    const id = await authConfig(world, APP, { type: 'use_custom_auth', authScheme: 'OAUTH2', credentials });
    const { body } = await world.api('GET', `/auth_configs/${id}`);
    expectThat(valueAt(body, 'auth_config', 'credentials', 'client_id') !== CLIENT_ID, 'it is shown');
    expectThat(valueAt(body, 'credentials', 'client_id') !== CLIENT_ID, 'it is shown');
    return 'it is hidden';
  },
};
