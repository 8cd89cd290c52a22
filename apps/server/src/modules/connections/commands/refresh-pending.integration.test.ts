import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { startConnecting } from '../../../../test/support/connect.ts';
import { startTestApp, type TestApp } from '../../../../test/support/test-app.ts';
import { codeOf, type TestBrowser } from '../../../../test/support/test-browser.ts';
import { QUESTIONS_PER_MINUTE } from '../provider-rate-limit.ts';

let app: TestApp;
let ada: TestBrowser;
let first: Pending;
let second: Pending;

interface Pending {
  id: string;
  accountId: string;
}

beforeAll(async () => {
  app = await startTestApp({ env: { PATCHBAY_CALLS_PER_MINUTE: 100_000 } });
});

beforeEach(async () => {
  vi.restoreAllMocks();
  app.sandbox.control.faults.clear();
  ada = await app.person('Ada Lovelace');
  first = await pending('slack');
  // Connections are checked in the order in which they were added.
  app.clock.advance(1);
  second = await pending('github');
});

afterAll(() => app[Symbol.asyncDispose]());

async function pending(slug: string): Promise<Pending> {
  const { id, attemptId } = await startConnecting(ada, slug);
  const account = app.sandbox.control.accounts().find(({ alias }) => alias?.includes(attemptId));
  return { id, accountId: account?.id ?? '' };
}

const refresh = () => ada.trpc.connections.refreshPending.mutate();
const statusOf = async ({ id }: Pending) => (await ada.trpc.connections.get.query({ id })).status;

/** Makes every request for the account fail with `status` from now on. */
function answer({ accountId }: Pending, status: number): void {
  app.sandbox.control.faults.set([{ match: { method: 'GET', path: new RegExp(accountId) }, status }]);
}

describe('refreshing everything that is pending', () => {
  beforeEach(() => app.sandbox.control.setAccountStatus(second.accountId, 'FAILED'));

  it('continues with the next one when the provider refuses the first', async () => {
    answer(first, 400);
    expect(await refresh()).toEqual({ checked: 1, changed: 1 });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['pending', 'added']);
  });

  it('continues with the next one when the first is removed during the request', async () => {
    const { provider } = app.deps;
    const ask = provider.readAccount.bind(provider);
    vi.spyOn(provider, 'readAccount').mockImplementationOnce(async (accountId) => {
      await ada.trpc.connections.remove.mutate({ id: first.id });
      return ask(accountId);
    });
    expect(await refresh()).toEqual({ checked: 1, changed: 1 });
    expect(await statusOf(second)).toBe('added');
  });
});

describe('refreshing everything that is pending with a provider that refuses requests', () => {
  it('reports it when nothing could be checked, and asks once', async () => {
    app.sandbox.control.faults.set([{ match: { path: /connected_accounts/ }, status: 401 }]);
    app.sandbox.control.clearRequests();
    expect(await codeOf(refresh())).toBe('PROVIDER_UNAUTHORIZED');
    expect(app.sandbox.control.requests()).toHaveLength(1);
  });

  it('returns what it learned before', async () => {
    app.sandbox.control.setAccountStatus(first.accountId, 'FAILED');
    answer(second, 401);
    expect(await refresh()).toEqual({ checked: 1, changed: 1 });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['added', 'pending']);
  });
});

it('spends no more of the provider’s quota than one workspace may in a minute: once it was fifty requests per click, without a limit', async () => {
  app.clock.advance(60_000);
  for (let asked = 1; asked < QUESTIONS_PER_MINUTE; asked += 1) app.deps.questions.take(`workspace ${ada.workspaceId}`);
  expect(await refresh()).toEqual({ checked: 1, changed: 0 });
  expect(await codeOf(refresh())).toBe('RATE_LIMITED');
  expect(await codeOf(ada.trpc.connections.refresh.mutate({ id: first.id }))).toBe('RATE_LIMITED');
  expect(await codeOf(ada.trpc.connections.connect.mutate({ id: first.id }))).toBe('RATE_LIMITED');
  const grace = await app.person('Grace Hopper');
  const { id } = await startConnecting(grace, 'slack');
  expect(await codeOf(grace.trpc.connections.refresh.mutate({ id }))).toBe('ok');
  app.clock.advance(60_000);
  expect(await refresh()).toEqual({ checked: 2, changed: 0 });
});
