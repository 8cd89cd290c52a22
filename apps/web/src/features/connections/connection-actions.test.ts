import { useToast } from '@nuxt/ui/composables/useToast';
import { PiniaColada } from '@pinia/colada';
import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, expect, it, vi } from 'vitest';
import { createApp, nextTick } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { aView, anAttempt } from './a-view.fixture.ts';
import { useConnectionActions } from './connection-actions.ts';

const fail = vi.hoisted(() => ({ mutate: () => Promise.reject(new Error('no')) }));
vi.mock('../../app/api.ts', () => ({ api: { connections: { connect: fail, refresh: fail, cancel: fail } } }));

const PENDING = aView({ status: 'pending', attempt: anAttempt() });
const router = createRouter({ history: createMemoryHistory(), routes: [] });
const app = createApp({}).use(createPinia()).use(PiniaColada, {}).use(router);
const inApp = <T>(work: () => T) => app.runWithContext(work);

beforeEach(() => {
  setActivePinia(createPinia());
  vi.stubGlobal('open', () => null);
  inApp(useToast).clear();
});

// It was "Gmail could not be opened", and "Gmail: that did not work" for everything else.
it.each([
  ['connect', aView(), 'Slack wasn’t connected'],
  ['reconnect', aView({ status: 'expired', label: 'Sales' }), 'Slack (Sales) wasn’t reconnected'],
  ['continue', PENDING, 'Slack wasn’t connected'],
  ['refresh', PENDING, 'The status of Slack wasn’t refreshed'],
  ['cancel', PENDING, 'Connecting Slack wasn’t canceled'],
] as const)('a failure of %s is told by what did not happen', async (button, view, title) => {
  await inApp(useConnectionActions).press(button, view);
  await nextTick();
  expect(inApp(useToast).toasts.value.map((toast) => toast.title)).toEqual([title]);
});
