// @vitest-environment happy-dom
import { PiniaColada, useQueryCache } from '@pinia/colada';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { expect, it, vi } from 'vitest';
import StatTiles from './StatTiles.vue';

const COUNTS = { active: 3, pending: 1, expired: 0, added: 12 };

const show = (props: { counts: typeof COUNTS | undefined; modelValue?: 'expired' | null }) =>
  mount(StatTiles, { props: { modelValue: null, ...props }, global: { plugins: [createPinia(), PiniaColada] } });
const numbers = (wrapper: ReturnType<typeof show>) => wrapper.findAll('.tabular').map((each) => each.text());

it('counts each status, also zero', () => {
  expect(numbers(show({ counts: COUNTS }))).toEqual(['3', '1', '0', '12']);
});

it('shows neither zero nor a dash while it loads', () => {
  const wrapper = show({ counts: undefined });
  expect(numbers(wrapper)).toEqual(['', '', '', '']);
  expect(wrapper.findAll('.skeleton')).toHaveLength(4);
});

it('does not look as if it were loading when the query failed', () => {
  const wrapper = mount(
    {
      components: { StatTiles },
      setup() {
        vi.spyOn(useQueryCache(), 'getEntries').mockReturnValue([{}] as never);
      },
      template: '<StatTiles :counts="undefined" :model-value="null" />',
    },
    { global: { plugins: [createPinia(), PiniaColada] } },
  );
  expect(wrapper.findAll('.tabular').map((each) => each.text())).toEqual(['–', '–', '–', '–']);
});

it('filters by the pressed status, and by none when it is pressed again', async () => {
  const wrapper = show({ counts: COUNTS, modelValue: null });
  await wrapper.get('[data-stat="expired"]').trigger('click');
  expect(wrapper.emitted('update:modelValue')).toEqual([['expired']]);
  await wrapper.setProps({ modelValue: 'expired' });
  expect(wrapper.get('[data-stat="expired"]').attributes('aria-pressed')).toBe('true');
  await wrapper.get('[data-stat="expired"]').trigger('click');
  expect(wrapper.emitted('update:modelValue')?.at(-1)).toEqual([null]);
});
