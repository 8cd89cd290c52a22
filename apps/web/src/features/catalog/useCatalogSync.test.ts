import { PiniaColada } from '@pinia/colada';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApp, effectScope, type EffectScope } from 'vue';
import { type CatalogStatus, useSyncRuns } from './sync.queries.ts';
import { useCatalogSync } from './useCatalogSync.ts';

const calls = vi.hoisted(() => ({
  status: vi.fn<() => Promise<unknown>>(),
  runs: vi.fn<() => Promise<unknown>>(),
  sync: vi.fn<() => Promise<unknown>>(),
}));
vi.mock('../../app/api.ts', () => ({
  api: { catalog: { status: { query: calls.status }, runs: { query: calls.runs }, sync: { mutate: calls.sync } } },
}));

const AT_REST: CatalogStatus = {
  apps: 217,
  actions: 1987,
  triggers: 266,
  lastSyncedAt: null,
  running: false,
  isFailing: false,
  progress: null,
};
const FAILED = { id: 'r2', status: 'failed' };

let scope: EffectScope;

beforeEach(() => {
  for (const call of Object.values(calls)) call.mockReset();
  calls.status.mockResolvedValue(AT_REST);
  calls.runs.mockResolvedValue({ items: [] });
});
afterEach(() => scope.stop());

function page() {
  const pinia = createPinia();
  const app = createApp({}).use(pinia).use(PiniaColada, {});
  setActivePinia(pinia);
  scope = effectScope();
  return app.runWithContext(() => scope.run(() => ({ ...useCatalogSync(), runs: useSyncRuns(true).data })))!;
}

it('shows a run that failed before it was seen running: it stayed out of the list until the next visit', async () => {
  const { status, runs, sync } = page();
  await vi.waitFor(() => expect([status.value, runs.value]).toEqual([AT_REST, { items: [] }]));
  calls.sync.mockImplementation(() => {
    calls.runs.mockResolvedValue({ items: [FAILED] });
    return Promise.resolve({ outcome: 'queued', run: FAILED });
  });
  await sync();
  await vi.waitFor(() => expect(runs.value?.items).toEqual([FAILED]));
});
