import { describe, expect, it } from 'vitest';
import { answer, formToken, open, send } from '../test-support/browser.ts';
import { callbackUrl, testSandbox } from '../test-support/test-sandbox.ts';

const ada = { decision: 'approve', person: 'ada@example.com' };

describe('the consent page', () => {
  it('names who asks, the app, and what will be allowed', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'), { alias: 'Acme' });
    const { status, html } = await open(link.url);
    expect(status).toBe(200);
    expect(html).toContain('<strong>Acme</strong> wants access to <strong>Slack</strong>');
    expect(html).toContain('ws-1');
    expect(html).toContain('Fetch conversation history, list all channels, find users and 5 more');
    expect(html).toContain('Send message');
    expect(html).toContain('Sandbox: no real account is touched');
  });

  it('does not show a machine’s id as the name of a workspace', async () => {
    const sandbox = await testSandbox();
    const ids = { alias: '0193a8c2-7c57-7ad1-b1e6-2f1b3c4d5e6f', user_id: 'Zx81kPq0aVbN3mRt7LwYc2HdUe5GfSjo' };
    const { html } = await open((await sandbox.link(await sandbox.authConfig('slack'), ids)).url);
    expect(html).toContain('<strong>Your workspace</strong> wants access');
    expect(html).toContain(ids.alias);
    expect(html).toContain(ids.user_id);
  });

  it('says the name in an alias, and keeps the id behind it to the details', async () => {
    const sandbox = await testSandbox();
    const alias = 'Ada’s workspace (0193a8c2-7c57-7ad1-b1e6-2f1b3c4d5e6f)';
    const { html } = await open((await sandbox.link(await sandbox.authConfig('slack'), { alias })).url);
    expect(html).toContain('<strong>Ada’s workspace</strong> wants access');
    expect(html).toContain(alias);
  });

  it('escapes whatever the caller sent', async () => {
    const sandbox = await testSandbox();
    const evil = `"><script>alert('x')</script>&`;
    const link = await sandbox.link(await sandbox.authConfig('slack'), { alias: evil, user_id: `${evil}2` });
    const { html } = await open(link.url);
    expect(html).not.toContain('<script');
    expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;');
  });

  it('carries a strict policy that allows the way back and nothing else', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const { headers, html } = await open(link.url);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'self'; img-src 'self' data:; " +
        "form-action 'self' https://product.example; frame-ancestors 'none'; base-uri 'none'",
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(html).not.toMatch(/<script|style=|onclick=/);
  });

  it('turns the account INITIATED when it is opened', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    expect(sandbox.control.account(link.accountId)?.status).toBe('INITIALIZING');
    await open(link.url);
    expect(sandbox.control.account(link.accountId)?.status).toBe('INITIATED');
  });

  it('labels every input', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('zendesk', 'BASIC'));
    const { html } = await open(link.url);
    const ids = [...html.matchAll(/<input[^>]* id="([^"]+)"/g)].map((match) => match[1]);
    expect(ids).toEqual(['field-subdomain', 'field-username', 'field-password']);
    for (const id of ids) expect(html).toContain(`<label for="${id}"`);
  });
});

describe('answering', () => {
  it('approves and goes back with the outcome behind the caller’s own query', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const { status, location, headers } = await answer(link.url, ada);
    expect(status).toBe(303);
    const { accountId } = link;
    expect(location).toBe(
      `${callbackUrl}&status=success&connected_account_id=${accountId}&connectedAccountId=${accountId}&appName=slack`,
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(sandbox.control.account(accountId)).toMatchObject({
      status: 'ACTIVE',
      wordId: 'slack_ada-lovelace',
      data: { name: 'Ada Lovelace', email: 'ada@example.com' },
    });
  });

  it('takes an address typed by hand', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    await answer(link.url, { decision: 'approve', person: 'other', email: 'jean.bartik@example.org' });
    expect(sandbox.control.account(link.accountId)?.data).toEqual({
      name: 'Jean Bartik',
      email: 'jean.bartik@example.org',
    });
  });

  it.each([{ person: 'other', email: 'not-an-address' }, { person: 'eve@example.com' }, {}])(
    'asks again when the person is not usable: %o',
    async (fields) => {
      const sandbox = await testSandbox();
      const link = await sandbox.link(await sandbox.authConfig('slack'));
      const { status, html } = await answer(link.url, { decision: 'approve', ...fields });
      expect(status).toBe(422);
      expect(html).toContain('role="alert"');
      expect(sandbox.control.account(link.accountId)?.status).toBe('INITIATED');
    },
  );

  it('goes back with an error when the person refuses, and the account stays INITIATED', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const { location } = await answer(link.url, { decision: 'deny' });
    const query = new URL(location ?? '').searchParams;
    expect(query.get('status')).toBe('failed');
    expect(query.get('error')).toContain('access_denied');
    expect(query.get('nonce')).toBe('n ce');
    expect(sandbox.control.account(link.accountId)?.status).toBe('INITIATED');
  });

  it('lets a person walk away and come back', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    await open(link.url);
    expect((await open(`${link.url}/left`)).html).toContain('you may close this window');
    expect((await answer(link.url, ada)).status).toBe(303);
  });

  it('shows how it ended when the caller gave no address', async () => {
    const sandbox = await testSandbox();
    const config = await sandbox.authConfig('slack');
    const approved = await sandbox.link(config, { callback_url: undefined });
    expect((await answer(approved.url, ada)).html).toContain('Connected');
    const denied = await sandbox.link(config, { callback_url: undefined });
    expect((await answer(denied.url, { decision: 'deny' })).html).toContain('Access was refused');
  });
});

describe('what is refused', () => {
  it('takes a form token once, and none that was made up', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const form_token = formToken((await open(link.url)).html);
    expect((await send(link.url, { ...ada, form_token: 'ft_made-up' })).status).toBe(403);
    expect((await send(link.url, { form_token, decision: 'approve' })).status).toBe(422);
    expect((await send(link.url, { ...ada, form_token })).status).toBe(403);
    expect(sandbox.control.account(link.accountId)?.status).toBe('INITIATED');
  });

  it('takes no token of another link', async () => {
    const sandbox = await testSandbox();
    const config = await sandbox.authConfig('slack');
    const [mine, theirs] = [await sandbox.link(config), await sandbox.link(config)];
    const form_token = formToken((await open(mine.url)).html);
    expect((await send(theirs.url, { ...ada, form_token })).status).toBe(403);
  });

  it('lets one of many simultaneous answers through', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    const form_token = formToken((await open(link.url)).html);
    const visits = await Promise.all(Array.from({ length: 10 }, () => send(link.url, { ...ada, form_token })));
    expect(visits.map((visit) => visit.status).toSorted((a, b) => a - b)).toEqual([303, ...Array<number>(9).fill(410)]);
  });

  it('answers 410 for links that are used, expired, unknown or withdrawn', async () => {
    const sandbox = await testSandbox();
    const config = await sandbox.authConfig('slack');
    const used = await sandbox.link(config);
    sandbox.control.approve(used.token);
    const withdrawn = await sandbox.link(config);
    await sandbox.api('DELETE', `/connected_accounts/${withdrawn.accountId}`);
    const old = await sandbox.link(config);
    expect(await open(used.url)).toMatchObject({ status: 410, html: expect.stringContaining('has been used') });
    expect(await open(withdrawn.url)).toMatchObject({ status: 410, html: expect.stringContaining('does not exist') });
    expect((await open(`${sandbox.url}/link/lk_made-up`)).status).toBe(410);
    sandbox.clock.now += 600_000;
    expect(await open(old.url)).toMatchObject({ status: 410, html: expect.stringContaining('has expired') });
    expect((await send(old.url, ada)).status).toBe(410);
  });
});

describe('a page outlives neither its time nor a newer page', () => {
  it('stays expired when the account is set back by hand', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    sandbox.control.setAccountStatus(link.accountId, 'FAILED');
    sandbox.control.setAccountStatus(link.accountId, 'INITIATED');
    expect((await open(link.url)).status).toBe(200);
    sandbox.clock.now += 600_000;
    expect((await open(link.url)).status).toBe(410);
  });

  it('is void once the account got another page', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('slack'));
    await sandbox.api('POST', `/connected_accounts/${link.accountId}/refresh`, {});
    expect((await open(link.url)).status).toBe(410);
  });
});

describe('apps with credentials', () => {
  it('asks for the key, keeps none of it, and activates', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('telegram', 'API_KEY'));
    expect((await open(link.url)).html).not.toContain('name="person"');
    const { status } = await answer(link.url, { decision: 'approve', field_generic_api_key: 'bot-secret-1' });
    expect(status).toBe(303);
    expect(sandbox.control.account(link.accountId)).toMatchObject({ status: 'ACTIVE', data: {} });
    expect(JSON.stringify([sandbox.control.accounts(), sandbox.control.requests()])).not.toContain('bot-secret-1');
  });

  it.each(['', ' ', 'invalid', 'INVALID'])('refuses the key %j on the page', async (key) => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('telegram', 'API_KEY'));
    const { status, html } = await answer(link.url, { decision: 'approve', field_generic_api_key: key });
    expect(status).toBe(422);
    expect(html).toContain('role="alert"');
    expect(sandbox.control.account(link.accountId)?.status).toBe('INITIATED');
  });

  it('takes the identity from a user name that is an address', async () => {
    const sandbox = await testSandbox();
    const link = await sandbox.link(await sandbox.authConfig('zendesk', 'BASIC'));
    const fields = { field_subdomain: 'acme', field_username: 'grace@example.com', field_password: 'x' };
    await answer(link.url, { decision: 'approve', ...fields });
    expect(sandbox.control.account(link.accountId)?.data).toEqual({ name: 'Grace', email: 'grace@example.com' });
  });
});
