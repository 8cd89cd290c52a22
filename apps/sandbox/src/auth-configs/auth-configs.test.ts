import { describe, expect, it } from 'vitest';
import { field, items, testSandbox } from '../test-support/test-sandbox.ts';

describe('/auth_configs', () => {
  it('creates one on Composio’s own OAuth app', async () => {
    const sandbox = await testSandbox();
    const { status, body } = await sandbox.api('POST', '/auth_configs', { toolkit: { slug: 'slack' } });
    expect(status).toBe(201);
    expect(body).toEqual({
      toolkit: { slug: 'slack' },
      auth_config: { id: expect.stringMatching(/^ac_/), auth_scheme: 'OAUTH2', is_composio_managed: true },
    });
  });

  it('creates a custom one for a scheme the app has', async () => {
    const sandbox = await testSandbox();
    const id = await sandbox.authConfig('telegram', 'API_KEY');
    expect((await sandbox.api('GET', `/auth_configs/${id}`)).body).toMatchObject({
      id,
      type: 'custom',
      status: 'ENABLED',
      auth_scheme: 'API_KEY',
      is_composio_managed: false,
      no_of_connections: 0,
      credentials: {},
      toolkit: { slug: 'telegram', logo: `${sandbox.url}/logos/telegram.svg` },
    });
  });

  it.each([
    ['an unknown toolkit', { toolkit: { slug: 'nothing' } }, 404],
    ['managed auth where there is none', { toolkit: { slug: 'telegram' } }, 400],
    ['an app without authentication', { toolkit: { slug: 'hackernews' } }, 400],
    [
      'a scheme the app lacks',
      { toolkit: { slug: 'slack' }, auth_config: { type: 'use_custom_auth', authScheme: 'BASIC' } },
      400,
    ],
    [
      'an OAuth app without its client',
      { toolkit: { slug: 'slack' }, auth_config: { type: 'use_custom_auth', authScheme: 'OAUTH2' } },
      400,
    ],
  ])('refuses %s', async (_what, input, status) => {
    const sandbox = await testSandbox();
    expect((await sandbox.api('POST', '/auth_configs', input)).status).toBe(status);
  });

  it('filters by toolkit and hides disabled ones', async () => {
    const sandbox = await testSandbox();
    const slack = await sandbox.authConfig('slack');
    const github = await sandbox.authConfig('github');
    const ids = async (query: string): Promise<unknown[]> =>
      items(await sandbox.api('GET', `/auth_configs?${query}`)).map((item) => item['id']);
    expect(await ids('toolkit_slug=slack')).toEqual([slack]);
    await sandbox.api('PATCH', `/auth_configs/${slack}/DISABLED`);
    expect(await ids('')).toEqual([github]);
    expect(await ids('show_disabled=true')).toEqual([github, slack]);
  });

  it('cuts to 200 and hides the next cursor, as the live service does; page numbers go on', async () => {
    const sandbox = await testSandbox();
    for (let count = 0; count < 203; count += 1) await sandbox.authConfig('slack');
    const first = await sandbox.api('GET', '/auth_configs?limit=1000');
    expect(items(first)).toHaveLength(200);
    expect(first.body).toMatchObject({ next_cursor: null, total_items: 203, total_pages: 2 });
    expect(items(await sandbox.api('GET', '/auth_configs?limit=1000&cursor=2'))).toHaveLength(3);
  });

  it('forgets a deleted one', async () => {
    const sandbox = await testSandbox();
    const id = await sandbox.authConfig('slack');
    expect((await sandbox.api('DELETE', `/auth_configs/${id}`)).status).toBe(200);
    const { status, body } = await sandbox.api('GET', `/auth_configs/${id}`);
    expect(status).toBe(404);
    expect(field(body, 'error', 'slug')).toBe('AuthConfig_ResourceNotFound');
  });
});
