import { type Check, expectThat } from '../check.ts';
import { valueAt } from '../api.ts';

export const schemesAreTold: Check = {
  name: 'schemes',
  expected: 'An app says how it is connected: the OAuth app by managed OAuth, the other one by a key.',
  async run({ api, options }) {
    const oauth = await api('GET', `/toolkits/${options.oauthApp}`);
    const managed = valueAt(oauth.body, 'composio_managed_auth_schemes');
    const key = await api('GET', `/toolkits/${options.keyApp}`);
    const details = valueAt(key.body, 'auth_config_details');
    const modes = Array.isArray(details) ? details.map((each) => valueAt(each, 'mode')) : [];
    const seen = `${options.oauthApp} managed: ${JSON.stringify(managed)}; ${options.keyApp}: ${JSON.stringify(modes)}`;
    expectThat(Array.isArray(managed) && managed.includes('OAUTH2') && modes.includes('API_KEY'), seen);
    return seen;
  },
};
