// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { aHealth } from './a-finding.fixture.ts';
import AttentionBadge from './AttentionBadge.vue';
import type { WorkspaceHealth } from './workspace-health.queries.ts';

const data = ref<WorkspaceHealth>();

vi.mock('./workspace-health.queries.ts', () => ({ useWorkspaceHealth: () => ({ data }) }));

const show = (page: string) => mount(AttentionBadge, { props: { page } }).text();
const needAttention = (count: number) =>
  aHealth({ connections: { active: 1, pending: 0, expired: 0, added: 0, needAttention: count } });

it('is nothing while nothing needs attention', () => {
  expect(show('applications')).toBe('');
  data.value = needAttention(0);
  expect(show('applications')).toBe('');
});

it('counts what needs attention on its page, also for screen readers', () => {
  data.value = { ...needAttention(5), endpoints: { total: 2, failing: 1 } };
  expect(show('applications')).toBe('5, 5 need attention');
  expect(show('endpoints')).toBe('1, 1 needs attention');
  expect(show('marketplace')).toBe('');
});

it('stays narrow', () => {
  data.value = needAttention(1_200);
  expect(show('applications')).toContain('99+');
});
