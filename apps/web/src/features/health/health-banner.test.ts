// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { beforeEach, expect, it, vi } from 'vitest';
import { ref } from 'vue';
import { aFinding, aHealth } from './a-finding.fixture.ts';
import HealthBanner from './HealthBanner.vue';
import type { WorkspaceHealth } from './workspace-health.queries.ts';

const data = ref<WorkspaceHealth>();
let mayFix = true;

vi.mock('./workspace-health.queries.ts', () => ({ useWorkspaceHealth: () => ({ data }) }));
vi.mock('./useMayFix.ts', () => ({ useMayFix: () => () => mayFix }));

beforeEach(() => {
  data.value = undefined;
  mayFix = true;
});

const show = (props: InstanceType<typeof HealthBanner>['$props']) =>
  mount(HealthBanner, { props, global: { stubs: { FindingButton: true } } });

const missing = aFinding({
  level: 'degraded',
  part: 'webhook',
  code: 'webhook_missing',
  message: 'No webhook is registered, so no events arrive.',
  subject: null,
});

it('is nothing while nothing is known, and while everything works', () => {
  expect(show({ parts: ['webhook'] }).text()).toBe('');
  data.value = aHealth();
  expect(show({ parts: ['webhook'] }).text()).toBe('');
});

it('shows the worst finding of its parts, and no other', () => {
  const failing = aFinding();
  data.value = aHealth({ findings: [failing, missing] });
  expect(show({ parts: ['webhook'] }).text()).toContain('No webhook is registered');
  expect(show({ parts: ['webhook', 'endpoint'] }).text()).toContain('Endpoint Orders: Deliveries fail');
  expect(show({ parts: ['webhook'], omit: ['webhook_missing'] }).text()).toBe('');
});

it('says whom to ask to those who cannot fix it', () => {
  data.value = aHealth({ findings: [missing] });
  mayFix = false;
  expect(show({ parts: ['webhook'] }).text()).toContain('Ask an installation admin');
});

it('is no alarm for what ends by itself', () => {
  data.value = aHealth({ findings: [aFinding({ level: 'healthy', part: 'catalog', code: 'catalog_syncing' })] });
  expect(show({ parts: ['catalog'] }).text()).toBe('');
});
