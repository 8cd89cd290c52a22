import { describe, expect, it } from 'vitest';
import { field, items, testSandbox } from '../test-support/test-sandbox.ts';

describe('GET /toolkits', () => {
  it('answers a page of toolkit items', async () => {
    const sandbox = await testSandbox();
    const { status, body } = await sandbox.api('GET', '/toolkits?limit=2');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      current_page: 1,
      next_cursor: Buffer.from('2-2').toString('base64'),
      total_items: expect.any(Number),
      total_pages: expect.any(Number),
    });
    expect(field(body, 'items', 0)).toEqual({
      slug: 'gmail',
      name: 'Gmail',
      type: 'native',
      auth_schemes: ['OAUTH2'],
      composio_managed_auth_schemes: ['OAUTH2'],
      is_local_toolkit: false,
      no_auth: false,
      auth_guide_url: null,
      deprecated: { toolkitId: 'gmail' },
      meta: {
        created_at: expect.any(String),
        updated_at: expect.any(String),
        description: expect.any(String),
        logo: `${sandbox.url}/logos/gmail.svg`,
        app_url: 'https://mail.google.com',
        categories: [
          { id: 'email', name: 'email' },
          { id: 'communication', name: 'communication' },
        ],
        tools_count: 16,
        triggers_count: 2,
        version: expect.stringMatching(/^\d{8}_\d\d$/),
      },
    });
  });

  it('gives every toolkit exactly once when the cursor is followed', async () => {
    const sandbox = await testSandbox();
    const slugs: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await sandbox.api('GET', `/toolkits?limit=50&cursor=${encodeURIComponent(cursor)}`);
      slugs.push(...items(page).map((item) => item['slug']));
      cursor = page.body['next_cursor'] as string | null;
      expect(slugs.length).toBeLessThanOrEqual(Number(page.body['total_items']));
    }
    const { body } = await sandbox.api('GET', '/toolkits?limit=1000');
    expect(slugs).toHaveLength(Number(body['total_items']));
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  it('clamps a limit above 1,000 and refuses one that is no number', async () => {
    const sandbox = await testSandbox();
    expect((await sandbox.api('GET', '/toolkits?limit=5000')).body['total_pages']).toBe(1);
    expect((await sandbox.api('GET', '/toolkits?limit=many')).status).toBe(400);
    expect((await sandbox.api('GET', '/toolkits?cursor=%25%25')).status).toBe(400);
  });

  it('filters by search, category and who manages the auth', async () => {
    const sandbox = await testSandbox();
    const slugsOf = async (query: string): Promise<unknown[]> =>
      items(await sandbox.api('GET', `/toolkits?limit=1000&${query}`)).map((item) => item['slug']);
    expect(await slugsOf('search=GitHub')).toContain('github');
    expect(await slugsOf('search=no%20such%20app')).toEqual([]);
    expect(await slugsOf('category=crm')).toContain('hubspot');
    expect(await slugsOf('category=crm')).not.toContain('gmail');
    expect(await slugsOf('managed_by=composio')).not.toContain('telegram');
    expect(await slugsOf('managed_by=project')).toEqual([]);
  });

  it('sorts by usage unless asked for the alphabet', async () => {
    const sandbox = await testSandbox();
    const names = async (query: string): Promise<string[]> =>
      items(await sandbox.api('GET', `/toolkits?limit=1000&${query}`)).map((item) => String(item['name']));
    expect((await names('sort_by=usage'))[0]).toBe('Gmail');
    const alphabetical = await names('sort_by=alphabetically');
    expect(alphabetical).toEqual(alphabetical.toSorted((a, b) => a.localeCompare(b, 'en')));
  });
});

describe('the other toolkit routes', () => {
  it('answers one toolkit with what its authorization needs', async () => {
    const sandbox = await testSandbox();
    const { body } = await sandbox.api('GET', '/toolkits/zendesk');
    expect(body).toMatchObject({ slug: 'zendesk', name: 'Zendesk', enabled: true, is_local_toolkit: false });
    expect(field(body, 'meta', 'categories')).toEqual([{ slug: 'customer-support', name: 'customer support' }]);
    expect(field(body, 'meta', 'available_versions')).toEqual([expect.any(String)]);
    expect(field(body, 'auth_config_details', 1)).toMatchObject({
      mode: 'BASIC',
      fields: {
        auth_config_creation: { required: [], optional: [] },
        connected_account_initiation: {
          required: [{ name: 'subdomain' }, { name: 'username' }, { name: 'password', is_secret: true }],
        },
      },
    });
  });

  it('answers 404 with the envelope for an unknown toolkit', async () => {
    const sandbox = await testSandbox();
    const { status, body } = await sandbox.api('GET', '/toolkits/nothing');
    expect(status).toBe(404);
    expect(body).toEqual({
      error: {
        message: 'Toolkit "nothing" not found',
        code: 404,
        slug: 'Toolkit_ResourceNotFound',
        status: 404,
        request_id: expect.any(String),
      },
    });
  });

  it('lists the categories that are in use', async () => {
    const sandbox = await testSandbox();
    const page = await sandbox.api('GET', '/toolkits/categories');
    expect(items(page)).toContainEqual({ id: 'developer-tools', name: 'developer tools' });
    expect(page.body['next_cursor']).toBeNull();
  });

  it('answers several toolkits at once and leaves unknown ones out', async () => {
    const sandbox = await testSandbox();
    const page = await sandbox.api('POST', '/toolkits/multi', { toolkits: ['slack', 'nothing', 'github'] });
    expect(items(page).map((item) => item['slug'])).toEqual(['slack', 'github']);
  });

  it('serves the same below /api/v3', async () => {
    const sandbox = await testSandbox();
    expect((await sandbox.api('GET', '/api/v3/toolkits/slack')).body).toMatchObject({ slug: 'slack' });
  });
});
