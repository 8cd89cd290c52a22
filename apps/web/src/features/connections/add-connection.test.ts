// @vitest-environment happy-dom
import { useToast } from '@nuxt/ui/composables/useToast';
import { PiniaColada, useQuery } from '@pinia/colada';
import { createPinia, setActivePinia } from 'pinia';
import { TRPCClientError } from '@trpc/client';
import { beforeEach, expect, it, vi } from 'vitest';
import { type App, createApp, effectScope, nextTick } from 'vue';
import { workspaceKey } from '../../app/workspace-id.ts';
import { useSession } from '../../app/session.store.ts';
import { aView, anAttempt } from './a-view.fixture.ts';
import { useAddConnection } from './add-connection.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { useConnectionCache } from './connection-cache.ts';

const calls = vi.hoisted(() => ({
  add: vi.fn<() => Promise<unknown>>(),
  remove: vi.fn<(input: unknown) => Promise<unknown>>(),
  session: () => Promise.resolve({ user: { id: 'u1', name: 'Ada' }, workspace: { id: 'w1', role: 'member' } }),
}));
vi.mock('../../app/api.ts', () => ({
  api: {
    connections: { add: { mutate: calls.add }, remove: { mutate: calls.remove } },
    session: { get: { query: calls.session } },
  },
}));

const SLACK = { slug: 'slack', name: 'Slack', logo: null, needsAuth: true, asksFirst: false };
const PENDING = aView({ status: 'pending', attempt: anAttempt(), version: 2 });

let app: App;

beforeEach(async () => {
  const pinia = createPinia();
  app = createApp({}).use(pinia).use(PiniaColada, {});
  setActivePinia(pinia);
  await useSession().ensureLoaded();
  calls.add.mockReset().mockResolvedValue({ outcome: 'added', connection: aView() });
  calls.remove.mockReset().mockResolvedValue({});
  inApp(() => useToast()).clear();
});

const inApp = <T>(run: () => T) => app.runWithContext(run);
const cache = () => inApp(() => useConnectionCache());
const toasts = () => inApp(() => useToast()).toasts.value.filter(({ open }) => open);
const tell = (connection: ReturnType<typeof aView>) =>
  cache().apply({ connectionId: connection.id, app: 'slack', connection });

async function added() {
  await inApp(() => useAddConnection()).add(SLACK);
  await nextTick();
  const undo = toasts()[0]?.actions?.[0]?.onClick as (() => void) | undefined;
  if (!undo) throw new Error('nothing to undo');
  return undo;
}

it('offers Undo', async () => {
  const undo = await added();
  undo();
  expect(calls.remove).toHaveBeenCalledWith({ id: 'c1', version: 1 });
});

it('undoes it after it was given a label', async () => {
  const undo = await added();
  tell(aView({ label: 'Support', version: 2 }));
  await nextTick();
  undo();
  expect(calls.remove).toHaveBeenCalledWith({ id: 'c1', version: 2 });
});

it('removes Undo when connecting begins', async () => {
  await added();
  inApp(() => useConnectFlow()).flows.set('c1', {
    phase: 'asking',
    attemptId: null,
    url: null,
    blocked: false,
    window: null,
    error: null,
  });
  await nextTick();
  expect(toasts()).toEqual([]);
});

it('removes Undo when another member connects', async () => {
  await added();
  tell(PENDING);
  await nextTick();
  expect(toasts()).toEqual([]);
});

// Undo of a connection that was pending by then was refused, and its card looked as if it had never been added.
it('shows the current state when the server refuses Undo', async () => {
  const undo = await added();
  let refuse = (_: Error) => {};
  calls.remove.mockReturnValue(new Promise((_resolve, reject) => (refuse = reject)));
  undo();
  tell(PENDING);
  refuse(TRPCClientError.from({ error: { message: 'no', code: -32_000, data: { errorCode: 'CONNECTION_CHANGED' } } }));
  await vi.waitFor(() => expect(toasts().map(({ title }) => title)).toContain('Slack wasn’t removed'));
  expect(cache().find('c1')).toMatchObject({ status: 'pending', version: 2 });
});

// A page that has just begun to follow the workspace reads everything again, and a person may add an app meanwhile.
it('stays added when a list that was read before it arrives after it', async () => {
  const page = (connections: unknown[]) => ({
    pages: [{ items: [{ slug: 'slack', connections }] }],
    pageParams: [null],
  });
  const answers: ((answer: unknown) => void)[] = [];
  const query = () => new Promise<unknown>((resolve) => answers.push(resolve));
  const scope = effectScope();
  const list = inApp(() => scope.run(() => useQuery({ key: workspaceKey('apps', 'list', {}), query })));
  answers[0]?.(page([]));
  await vi.waitFor(() => expect(list?.data.value).toEqual(page([])));

  void list?.refetch();
  await added();
  answers[1]?.(page([]));
  await nextTick();
  expect(list?.data.value).toMatchObject(page([{ id: 'c1' }]));
  expect(answers).toHaveLength(3);
  scope.stop();
});
