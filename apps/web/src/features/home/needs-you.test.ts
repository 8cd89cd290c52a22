// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import { aFinding, aHealth } from '../health/a-finding.fixture.ts';
import type { WorkspaceHealth } from '../health/workspace-health.queries.ts';
import NeedsYou from './NeedsYou.vue';

const data = ref<WorkspaceHealth>();
const error = ref<unknown>(null);

vi.mock('../health/workspace-health.queries.ts', () => ({
  useWorkspaceHealth: () => ({ data, error, refetch: vi.fn() }),
}));
vi.mock('../health/useMayFix.ts', () => ({ useMayFix: () => () => true }));

beforeEach(() => {
  data.value = undefined;
  error.value = null;
});

const routes = [{ path: '/applications', name: 'applications', component: { template: '<p />' } }];
const router = createRouter({ history: createMemoryHistory(), routes });
const show = () => mount(NeedsYou, { global: { plugins: [router], stubs: { FindingButton: true } } });
const some = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    aFinding({
      part: 'connection',
      code: 'grant_ended',
      subject: { id: `c${n}`, name: 'Slack', label: `${n}`, app: 'slack' },
    }),
  );

describe('what needs a person', () => {
  it('is loading, failed, or nothing: three different things', () => {
    expect(show().find('[aria-busy="true"]').exists()).toBe(true);
    error.value = new Error('no');
    expect(show().find('[role="alert"]').exists()).toBe(true);
    error.value = null;
    data.value = aHealth();
    expect(show().text()).toContain('Everything works.');
    data.value = aHealth({ level: 'inactive' });
    expect(show().text()).toContain('Connect an app to get started.');
  });

  it('is one row each, in the order of the server', () => {
    data.value = aHealth({ findings: [aFinding(), ...some(2)] });
    const rows = show().findAll('[data-testid="finding"]');
    expect(rows.map((row) => row.attributes('data-finding'))).toEqual([
      'endpoint_failing',
      'grant_ended',
      'grant_ended',
    ]);
    expect(rows[0]?.text()).toContain('3,000 deliveries are waiting');
  });

  it('is short at first, and whole on request', async () => {
    data.value = aHealth({ findings: some(12) });
    const wrapper = show();
    expect(wrapper.findAll('[data-testid="finding"]')).toHaveLength(8);
    await wrapper.get('button').trigger('click');
    expect(wrapper.findAll('[data-testid="finding"]')).toHaveLength(12);
  });

  it('says how many connections it does not name', () => {
    const connections = { active: 1, pending: 0, expired: 60, added: 0, needAttention: 60 };
    data.value = aHealth({ findings: some(50), connections });
    expect(show().text()).toContain('10 more connections need attention');
  });
});
