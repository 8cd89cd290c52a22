// @vitest-environment happy-dom
import { PiniaColada } from '@pinia/colada';
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { expect, it, vi } from 'vitest';
import type { CatalogStatus } from '../catalog/sync.queries.ts';
import CatalogEmpty from './CatalogEmpty.vue';

const status = vi.hoisted(() => vi.fn<() => Promise<unknown>>());
vi.mock('../../app/api.ts', () => ({ api: { catalog: { status: { query: status } } } }));

const EMPTY: CatalogStatus = {
  apps: 0,
  actions: 0,
  triggers: 0,
  lastSyncedAt: null,
  running: false,
  isFailing: false,
  progress: null,
};

async function show(of: Partial<CatalogStatus>) {
  status.mockResolvedValue({ ...EMPTY, ...of });
  const wrapper = mount(CatalogEmpty, { global: { plugins: [createPinia(), PiniaColada] } });
  await flushPromises();
  return wrapper.text();
}

it('says that the sync runs, and how far it is', async () => {
  const text = await show({ running: true, progress: { stage: 'actions', done: 500, expected: 2_000 } });
  expect(text).toContain('Copying actions: 500 of 2,000');
});

it('says that the last sync failed: a wrong key looked like a category without apps', async () => {
  expect(await show({ isFailing: true })).toContain('The last sync of the catalog failed. Ask an installation admin');
});

it('offers the sync where nothing was synced yet', async () => {
  expect(await show({})).toContain('The catalog is empty');
});
