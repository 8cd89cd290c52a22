import type { AppRouter } from '@patchbay/server/router';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { afterEach, expect, it } from 'vitest';
import { inWorkspace, perWorkspace } from './per-workspace.ts';
import { workspaceId } from './workspace-id.ts';

afterEach(() => (workspaceId.value = null));

/** A client that answers each call with the headers that it would be sent with. */
function aClient() {
  let made = 0;
  const echo =
    (headers: Record<string, string>): TRPCLink<AppRouter> =>
    () => {
      made += 1;
      return () =>
        observable((observer) => {
          observer.next({ result: { data: headers } });
          observer.complete();
        });
    };
  const client = createTRPCClient<AppRouter>({ links: [perWorkspace(echo)] });
  return { client, links: () => made };
}

it('sends each call to the workspace of the tab when it is made, and one link serves them all', async () => {
  const { client, links } = aClient();
  expect(await client.session.get.query()).toEqual({});
  workspaceId.value = 'w1';
  const early = client.session.get.query();
  workspaceId.value = 'w2';
  expect(await early).toEqual({ 'x-patchbay-workspace': 'w1' });
  expect(await client.session.get.query()).toEqual({ 'x-patchbay-workspace': 'w2' });
  expect(await client.session.get.query()).toEqual({ 'x-patchbay-workspace': 'w2' });
  expect(links()).toBe(3);
});

it('sends a call about another workspace to that one', async () => {
  const { client } = aClient();
  workspaceId.value = 'w1';
  expect(await client.session.get.query(undefined, inWorkspace('w3'))).toEqual({ 'x-patchbay-workspace': 'w3' });
});
