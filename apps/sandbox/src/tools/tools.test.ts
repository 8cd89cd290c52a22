import { describe, expect, it } from 'vitest';
import { field, items, testSandbox, userId } from '../test-support/test-sandbox.ts';
import type { TestSandbox } from '../test-support/test-sandbox.ts';

async function slackAccount(sandbox: TestSandbox): Promise<string> {
  const link = await sandbox.link(await sandbox.authConfig('slack'));
  sandbox.control.approve(link.token);
  return link.accountId;
}

const send = { channel: '#general', text: 'hello' };

describe('GET /tools', () => {
  it('describes a tool with its parameters', async () => {
    const sandbox = await testSandbox();
    const { body } = await sandbox.api('GET', '/tools/SLACK_SEND_MESSAGE');
    expect(body).toMatchObject({
      slug: 'SLACK_SEND_MESSAGE',
      name: 'Send message',
      toolkit: { slug: 'slack', name: 'Slack' },
      tags: ['important', 'createHint'],
      input_parameters: { type: 'object', required: ['channel', 'text'] },
      output_parameters: { type: 'object', required: ['data', 'successful'] },
      no_auth: false,
      is_deprecated: false,
      available_versions: [expect.any(String)],
    });
  });

  it('filters by toolkit, slug, tag, importance and words', async () => {
    const sandbox = await testSandbox();
    const slugs = async (query: string): Promise<unknown[]> =>
      items(await sandbox.api('GET', `/tools?limit=1000&${query}`)).map((item) => item['slug']);
    expect(await slugs('toolkit_slug=slack')).toHaveLength(20);
    expect(await slugs('tool_slugs=SLACK_SEND_MESSAGE,GMAIL_SEND_EMAIL')).toEqual([
      'SLACK_SEND_MESSAGE',
      'GMAIL_SEND_EMAIL',
    ]);
    expect(await slugs('toolkit_slug=slack&tags=destructiveHint')).toContain('SLACK_DELETES_A_MESSAGE_FROM_A_CHAT');
    expect(await slugs('toolkit_slug=slack&important=true')).toHaveLength(4);
    expect(await slugs('toolkit_slug=slack&search=reaction')).toHaveLength(2);
    expect((await sandbox.api('GET', '/tools/NO_SUCH_TOOL')).status).toBe(404);
  });
});

describe('POST /tools/execute', () => {
  it('answers something plausible, the same for the same arguments', async () => {
    const sandbox = await testSandbox();
    const connected_account_id = await slackAccount(sandbox);
    const run = async (tool: string, given: object): Promise<Record<string, unknown>> =>
      (await sandbox.api('POST', `/tools/execute/${tool}`, { connected_account_id, user_id: userId, arguments: given }))
        .body;
    const first = await run('SLACK_SEND_MESSAGE', send);
    expect(first).toEqual({
      data: { id: expect.any(String), ...send },
      error: null,
      successful: true,
      log_id: expect.stringMatching(/^log_/),
    });
    expect((await run('SLACK_SEND_MESSAGE', send))['data']).toEqual(first['data']);
    expect(field(await run('SLACK_LIST_ALL_CHANNELS', {}), 'data', 'items')).toHaveLength(3);
  });

  it('says what is missing without failing the request', async () => {
    const sandbox = await testSandbox();
    const connected_account_id = await slackAccount(sandbox);
    const input = { connected_account_id, arguments: { channel: '#general' } };
    const { status, body } = await sandbox.api('POST', '/tools/execute/SLACK_SEND_MESSAGE', input);
    expect(status).toBe(200);
    expect(body).toMatchObject({ successful: false, error: expect.stringContaining('text') });
  });

  it('needs a working account of the right user and app', async () => {
    const sandbox = await testSandbox();
    const connected_account_id = await slackAccount(sandbox);
    const run = async (input: object): Promise<unknown> =>
      field(
        (await sandbox.api('POST', '/tools/execute/SLACK_SEND_MESSAGE', { arguments: send, ...input })).body,
        'error',
        'code',
      );
    expect(await run({ connected_account_id: 'ca_nothing' })).toBe(1810);
    expect(await run({ connected_account_id, user_id: 'ws-2' })).toBe(1812);
    expect(await run({ user_id: 'ws-2' })).toBe(1803);
    expect(await run({ user_id: userId })).toBeUndefined();
    sandbox.control.setAccountStatus(connected_account_id, 'EXPIRED');
    expect(await run({ connected_account_id })).toBe(400);
  });

  it('runs the tools of an app without authentication for any user', async () => {
    const sandbox = await testSandbox();
    const { body } = await sandbox.api('POST', '/tools/execute/HACKERNEWS_SEARCH_POSTS', { arguments: { query: 'x' } });
    expect(body).toMatchObject({ successful: true, data: { items: expect.any(Array) } });
  });
});
