import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectAgain, connected } from '../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../test/support/test-browser.ts';
import { newService } from '../../../test/support/test-service.ts';
import { executeSql } from '../../../test/support/execute-sql.ts';
import type { Access } from '../access/access.ts';
import { executeAction, executeInput } from './execute-action.ts';
import { ExecutionTurns } from './execution-turns.ts';

let app: TestApp;
let ada: TestBrowser;
let id: string;

const SEND = 'SLACK_SEND_MESSAGE';
const HELLO = { channel: '#general', text: 'Hello' };
const ACTOR = { kind: 'user', id: 'u', name: 'Ada Lovelace' } as const;

beforeAll(async () => {
  app = await startTestApp();
});

beforeEach(async () => {
  app.sandbox.control.faults.clear();
  ada = await app.person('Ada Lovelace');
  ({ id } = await connected(app, ada));
  app.sandbox.control.clearRequests();
});

afterAll(() => app[Symbol.asyncDispose]());

type Input = Parameters<typeof ada.trpc.actions.execute.mutate>[0];

const execute = (input: Partial<Input> = {}) =>
  ada.trpc.actions.execute.mutate({ connectionId: id, action: SEND, arguments: HELLO, ...input });
const runs = () => app.sandbox.control.requests().filter(({ path }) => path.endsWith(`/tools/execute/${SEND}`)).length;
const log = async () => (await ada.trpc.actions.executions.query({ connectionId: id })).items;
const fail = (fault: object) => app.sandbox.control.faults.set([{ match: { path: /tools\/execute/ }, ...fault }]);

const change = (statement: string) => executeSql(app.deps.orm.em.fork(), statement);

const retire = (when: string) => change(`update composio_actions_cache set gone_at = ${when} where slug = '${SEND}'`);

const endGrant = async () => {
  const { account } = await ada.trpc.connections.get.query({ id });
  app.sandbox.control.setAccountStatus(account?.id ?? '', 'EXPIRED', 'refresh token expired');
};
const state = async () => {
  const { status, reason } = await ada.trpc.connections.get.query({ id });
  return `${status} ${reason?.code}`;
};

describe('executing', () => {
  it('runs an enabled action as the workspace, and logs who, what and how it went', async () => {
    const answer = await execute();
    expect(answer).toMatchObject({ successful: true, error: null, replayed: false });
    expect(app.sandbox.control.requests().at(-1)?.body).toMatchObject({ user_id: ada.workspaceId, arguments: HELLO });
    expect(await log()).toEqual([
      expect.objectContaining({
        id: answer.executionId,
        action: SEND,
        app: 'slack',
        status: 'succeeded',
        actor: { kind: 'user', id: ada.user.id, name: 'Ada Lovelace' },
        arguments: null,
        durationMs: expect.any(Number),
      }),
    ]);
  });

  it('is for services with the scope, which name for whom', async () => {
    const runner = await newService(ada, ['actions:execute'], { 'x-patchbay-subject': 'user-42' });
    await runner.actions.execute.mutate({ connectionId: id, action: SEND, arguments: HELLO });
    expect((await log())[0]?.actor).toMatchObject({ kind: 'service', name: 'user-42 via Agent runner' });
    const reader = await newService(ada, ['actions:read']);
    const input = { connectionId: id, action: SEND, arguments: HELLO };
    expect(await codeOf(reader.actions.execute.mutate(input))).toBe('SCOPE_MISSING');
    expect(runs()).toBe(1);
  });

  it('says which rule a refusal is for, without asking the provider', async () => {
    expect(await codeOf(execute({ connectionId: app.deps.newId() }))).toBe('CONNECTION_UNKNOWN');
    expect(await codeOf(execute({ action: 'GMAIL_SEND_EMAIL' }))).toBe('ACTION_UNKNOWN');
    expect(await codeOf(execute({ action: 'SLACK_NO_SUCH' }))).toBe('ACTION_UNKNOWN');
    await ada.trpc.connections.disableActions.mutate({ id, actions: [SEND] });
    expect(await codeOf(execute())).toBe('ACTION_NOT_ENABLED');
    await ada.trpc.connections.disconnect.mutate({ id });
    expect(await codeOf(execute())).toBe('CONNECTION_NOT_ACTIVE');
    expect(runs()).toBe(0);
    expect(await log()).toEqual([]);
  });

  it('of another workspace’s connection looks like a random one', async () => {
    const grace = await app.person('Grace Hopper');
    const input = { connectionId: id, action: SEND, arguments: HELLO };
    expect(await codeOf(grace.trpc.actions.execute.mutate(input))).toBe('CONNECTION_UNKNOWN');
    expect((await grace.trpc.actions.executions.query({ connectionId: id })).items).toEqual([]);
  });

  it('names the arguments that do not fit', async () => {
    const error = await execute({ arguments: { channel: 7 } }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      data: { errorCode: 'ARGUMENTS_INVALID', fields: { channel: 'Must be text.', text: 'Required.' } },
    });
    expect(runs()).toBe(0);
  });

  it('refuses arguments that could not be stored, or are nested too deep', async () => {
    const deep = Array.from({ length: 4_000 }).reduce<Record<string, unknown>>((inner) => ({ inner }), {});
    for (const more of [{ deep }, { text: 'a\ud800' }]) {
      expect(await codeOf(execute({ arguments: { ...HELLO, ...more } }))).toBe('INPUT_INVALID');
    }
    expect(runs()).toBe(0);
  });

  it('passes on what the app says', async () => {
    fail({ status: 200, body: { successful: false, data: {}, error: 'channel_not_found', log_id: 'log_1' } });
    expect(await execute()).toMatchObject({ successful: false, error: 'channel_not_found' });
    expect((await log())[0]).toMatchObject({ status: 'failed', error: 'channel_not_found' });
  });

  it('records what the app says, whatever stands in it: with a NUL the caller was told that its input was wrong', async () => {
    fail({ status: 200, body: { successful: false, data: { 'a\0': '\ud800' }, error: 'bad \0 byte', log_id: 'x\0' } });
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('ok');
    expect((await log())[0]).toMatchObject({ status: 'failed', error: 'bad  byte' });
    expect(await execute({ idempotencyKey: 'k' })).toMatchObject({ successful: false, replayed: true });
  });

  it('does not look through all that an app says: half a megabyte of it held the server for a minute', async () => {
    fail({ status: 200, body: { successful: false, data: {}, error: 'token '.repeat(80_000), log_id: 'x' } });
    expect(await execute()).toMatchObject({ successful: false });
  });

  it('keeps arguments where the installation says so', async () => {
    await using chatty = await startTestApp({ beside: app, env: { PATCHBAY_LOG_ARGUMENTS: 'on' } });
    const runner = await newService(ada, ['actions:execute']);
    await runner.actions.execute.mutate({ connectionId: id, action: SEND, arguments: HELLO });
    const direct = await fetch(`${chatty.url}/trpc/actions.execute`, {
      method: 'POST',
      body: JSON.stringify({ connectionId: id, action: SEND, arguments: HELLO }),
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${(await ada.trpc.serviceKeys.create.mutate({ name: 'Second', scopes: ['actions:execute'] })).token}`,
        'x-patchbay-workspace': ada.workspaceId,
      },
    });
    expect(direct.status).toBe(200);
    expect((await log()).map(({ arguments: args }) => args)).toEqual([JSON.stringify(HELLO), null]);
  });

  it('is paged, the latest first', async () => {
    for (const text of ['1', '2', '3']) {
      await execute({ arguments: { ...HELLO, text } });
      app.clock.advance(1_000);
    }
    const first = await ada.trpc.actions.executions.query({ limit: 2 });
    const rest = await ada.trpc.actions.executions.query({ limit: 2, cursor: first.nextCursor ?? '' });
    expect([first.items.length, rest.items.length, rest.nextCursor]).toEqual([2, 1, null]);
    const times = [...first.items, ...rest.items].map(({ startedAt }) => startedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });
});

describe('an idempotency key', () => {
  it('runs an action once, called a hundred times at once on two processes', async () => {
    fail({ delayMs: 300 });
    await using other = await startTestApp({ beside: app });
    const { token } = await ada.trpc.serviceKeys.create.mutate({ name: 'Both', scopes: ['actions:execute'] });
    const call = async (url: string) => {
      const answer = await fetch(`${url}/trpc/actions.execute`, {
        method: 'POST',
        body: JSON.stringify({ connectionId: id, action: SEND, arguments: HELLO, idempotencyKey: 'once' }),
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'x-patchbay-workspace': ada.workspaceId,
        },
      });
      const { result } = (await answer.json()) as { result: { data: { executionId: string; replayed: boolean } } };
      return result.data;
    };
    const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => call(n % 2 ? app.url : other.url)));
    expect(runs()).toBe(1);
    expect(new Set(answers.map(({ executionId }) => executionId)).size).toBe(1);
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
  });

  it('stands for one request', async () => {
    await execute({ idempotencyKey: 'k' });
    const other = { ...HELLO, text: 'Bye' };
    expect(await codeOf(execute({ idempotencyKey: 'k', arguments: other }))).toBe('IDEMPOTENCY_KEY_REUSED');
    expect(await execute({ idempotencyKey: 'k' })).toMatchObject({ replayed: true, successful: true });
    expect(runs()).toBe(1);
  });

  it.each<[string, () => Promise<unknown>]>([
    ['the connection was disconnected', () => ada.trpc.connections.disconnect.mutate({ id })],
    ['the connection was removed', () => ada.trpc.connections.remove.mutate({ id })],
    ['the action was disabled', () => ada.trpc.connections.disableActions.mutate({ id, actions: 'all' })],
    ['a sync retired the action', () => retire('now()')],
    ['its arguments no longer fit', () => change(`update composio_actions_cache set input_schema = 'false'`)],
  ])('answers the first result after %s: the client repeats by itself and relies on it', async (_what, then) => {
    const first = await execute({ idempotencyKey: 'k' });
    const [kept] = await change(`select input_schema from composio_actions_cache where slug = '${SEND}'`);
    try {
      await then();
      expect(await execute({ idempotencyKey: 'k' })).toEqual({ ...first, replayed: true });
      const other = { ...HELLO, text: 'Other' };
      expect(await codeOf(execute({ idempotencyKey: 'k', arguments: other }))).toBe('IDEMPOTENCY_KEY_REUSED');
      expect(runs()).toBe(1);
    } finally {
      await retire('null');
      await executeSql(app.deps.orm.em.fork(), 'update composio_actions_cache set input_schema = $1 where slug = $2', [
        JSON.stringify((kept as { input_schema: unknown }).input_schema),
        SEND,
      ]);
    }
  });

  it('gives its result to no one who may not run actions', async () => {
    await execute({ idempotencyKey: 'k' });
    const reader = await newService(ada, ['actions:read']);
    const input = { connectionId: id, action: SEND, arguments: HELLO, idempotencyKey: 'k' };
    expect(await codeOf(reader.actions.execute.mutate(input))).toBe('SCOPE_MISSING');
  });

  it('is kept for a day', async () => {
    await execute({ idempotencyKey: 'k' });
    app.clock.advance(24 * 3600 * 1000 - 1);
    expect((await execute({ idempotencyKey: 'k' })).replayed).toBe(true);
    app.clock.advance(1);
    expect((await execute({ idempotencyKey: 'k' })).replayed).toBe(false);
    expect(runs()).toBe(2);
  });

  it('of one workspace is none of another’s', async () => {
    await execute({ idempotencyKey: 'k' });
    const grace = await app.person('Grace Hopper');
    const { id: hers } = await connected(app, grace);
    const input = { connectionId: hers, action: SEND, arguments: HELLO, idempotencyKey: 'k' };
    expect((await grace.trpc.actions.execute.mutate(input)).replayed).toBe(false);
  });

  it('is free again when the action was not run', async () => {
    fail({ status: 403, times: 1 });
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('PROVIDER_FORBIDDEN');
    expect(await execute({ idempotencyKey: 'k' })).toMatchObject({ successful: true, replayed: false });
    expect((await log()).map(({ status }) => status).toSorted()).toEqual(['refused', 'succeeded']);
  });

  it('is free again when the provider was too busy to run it', async () => {
    fail({ status: 429, retryAfter: 86_400, times: 1 });
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('PROVIDER_BUSY');
    expect(await execute({ idempotencyKey: 'k' })).toMatchObject({ successful: true, replayed: false });
  });

  it('was done although the result could not be kept: the caller was told that nothing was lost, and sent it twice', async () => {
    const allow = 'alter table action_executions drop constraint stuck';
    await change(`alter table action_executions add constraint stuck check (workspace_id <> '${ada.workspaceId}'
                  or status = 'running')`);
    const code = await codeOf(execute());
    await change(allow);
    expect(code).toBe('EXECUTION_UNCERTAIN');
    expect(runs()).toBe(1);
  });

  it('stays taken when it is not known whether it was', async () => {
    fail({ cut: true, afterWork: true, times: 1 });
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('EXECUTION_UNCERTAIN');
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('EXECUTION_UNCERTAIN');
    expect(runs()).toBe(1);
  });

  it('of a process that died over it is uncertain after its deadline', async () => {
    await execute({ idempotencyKey: 'k' });
    await executeSql(
      app.deps.orm.em.fork(),
      `update action_executions set status = 'running', finished_at = null, result = null where workspace_id = $1`,
      [ada.workspaceId],
    );
    app.clock.advance(45_000);
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('EXECUTION_UNCERTAIN');
    expect((await log())[0]?.status).toBe('uncertain');
    expect(runs()).toBe(1);
  });
});

describe('a workspace that runs much at once', () => {
  /** As many as may run at once, for so many milliseconds. */
  const runSlowly = (delayMs: number, times = 3) => {
    fail({ delayMs, times });
    return Array.from({ length: times }, () => execute());
  };
  const underWay = () => expect.poll(runs).toBeGreaterThanOrEqual(3);

  it('holds up no other workspace: a connect of another workspace waited for all of its actions', async () => {
    const grace = await app.person('Grace Hopper');
    const { id: hers } = await connected(app, grace);
    const runner = await newService(ada, ['actions:execute']);
    const input = { connectionId: id, action: SEND, arguments: HELLO };
    const held = Promise.withResolvers<void>();
    fail({ until: held.promise });
    const many = Array.from({ length: 24 }, () => codeOf(runner.actions.execute.mutate(input)));
    await underWay();
    await connectAgain(grace, hers);
    const own = grace.trpc.actions.execute.mutate({ ...input, connectionId: hers });
    await expect.poll(runs).toBe(4);
    held.resolve();
    expect((await own).successful).toBe(true);
    await Promise.all(many);
  });

  it('has an action wait without its time running: a second caller called it uncertain, and then it was run', async () => {
    const before = runSlowly(1_500);
    await underWay();
    const calls = [execute({ idempotencyKey: 'k' })];
    await expect.poll(async () => (await log()).length).toBe(4);
    app.clock.advance(46_000);
    calls.push(execute({ idempotencyKey: 'k' }));
    const answers = await Promise.all(calls);
    expect(answers.map(({ successful, replayed }) => [successful, replayed])).toEqual([
      [true, false],
      [true, true],
    ]);
    expect((await Promise.all(before)).length).toBe(3);
    expect((await log()).map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => 'succeeded'));
  });

  it('does not run what was given up while it waited', async () => {
    const before = runSlowly(1_500);
    await underWay();
    const first = codeOf(execute({ idempotencyKey: 'k' }));
    await expect.poll(async () => (await log()).length).toBe(4);
    app.clock.advance(56_000);
    expect(await codeOf(execute({ idempotencyKey: 'k' }))).toBe('EXECUTION_UNCERTAIN');
    await Promise.all(before);
    expect([await first, runs()]).toEqual(['EXECUTION_UNCERTAIN', 3]);
  });

  it('is told that nothing was done of what waited too long, and may ask again with the same key', async () => {
    const impatient = { ...app.deps, executionTurns: new ExecutionTurns(50) };
    const access = { em: app.deps.orm.em.fork(), workspaceId: ada.workspaceId, actor: ACTOR } as Access;
    const input = executeInput.parse({ connectionId: id, action: SEND, arguments: HELLO });
    const run = (key?: string) => executeAction(impatient, access, { ...input, idempotencyKey: key });
    fail({ delayMs: 500 });
    const before = [run(), run(), run()];
    await underWay();
    // Both at once: whichever is told first must not be an unhandled rejection while the other is waited for.
    const told = await Promise.allSettled([run('k'), run('k')]);
    const busy = { status: 'rejected', reason: { code: 'PROVIDER_BUSY' } };
    expect(told).toMatchObject([busy, busy]);
    await Promise.all(before);
    expect(await run('k')).toMatchObject({ successful: true, replayed: false });
    expect(runs()).toBe(4);
  });
});

describe('a grant that has ended', () => {
  it('is noticed in the provider’s refusal', async () => {
    await endGrant();
    expect(await codeOf(execute())).toBe('GRANT_ENDED');
    expect(await state()).toBe('expired grant_expired');
    expect((await log())[0]).toMatchObject({ status: 'refused', errorCode: 'GRANT_ENDED' });
  });

  it('is noticed in the app’s answer', async () => {
    await endGrant();
    fail({ status: 200, body: { successful: false, data: {}, error: 'HTTP 401: invalid_grant', log_id: 'log_1' } });
    expect((await execute()).successful).toBe(false);
    expect(await state()).toBe('expired grant_expired');
  });

  it('is for the provider to say, not for the app', async () => {
    fail({ status: 200, body: { successful: false, data: {}, error: 'token expired', log_id: 'log_1' } });
    expect((await execute()).successful).toBe(false);
    expect(await state()).toBe('active undefined');
  });
});

it('tidying frees keys after a day, ends what hangs, and cuts the log at ninety days', async () => {
  await execute({ idempotencyKey: 'k' });
  const read = () =>
    executeSql<{ idempotency_key: string | null; result: string | null }>(
      app.deps.orm.em.fork(),
      'select idempotency_key, result from action_executions where workspace_id = $1',
      [ada.workspaceId],
    );
  const { tidyExecutions } = await import('./tidy-executions.ts');
  await tidyExecutions(app.deps, app.deps.orm.em.fork());
  expect((await read())[0]?.idempotency_key).toBe('k');
  app.clock.advance(24 * 3600 * 1000);
  await tidyExecutions(app.deps, app.deps.orm.em.fork());
  expect(await read()).toEqual([{ idempotency_key: null, result: null }]);
  app.clock.advance(90 * 24 * 3600 * 1000);
  await tidyExecutions(app.deps, app.deps.orm.em.fork());
  expect(await read()).toEqual([]);
});
