// @vitest-environment happy-dom
import { reasonText } from '@patchbay/contracts';
import { REASON_CODES } from '@patchbay/lifecycle';
import { mount } from '@vue/test-utils';
import { expect, it } from 'vitest';
import ReasonNote from './ReasonNote.vue';
import StatusBadge from './StatusBadge.vue';

it.each([...REASON_CODES])('every reason says what happened and what to do next: %s', (code) => {
  const { sentence, next } = reasonText(code);
  const wrapper = mount(ReasonNote, { props: { reason: { code, detail: null } } });
  expect(wrapper.text()).toBe(`${sentence} ${next}`.trim());
});

it('quotes the provider’s message as plain text', () => {
  const reason = { code: 'denied' as const, detail: '<b>no</b>' };
  const wrapper = mount(ReasonNote, { props: { reason } });
  expect(wrapper.text()).toContain('The provider said: “<b>no</b>”');
  expect(wrapper.find('b').exists()).toBe(false);
});

it('a badge shows its status as text, and how many share it', () => {
  expect(mount(StatusBadge, { props: { status: 'expired' } }).text()).toBe('Needs attention');
  expect(mount(StatusBadge, { props: { status: 'active', count: 2 } }).text()).toMatch(/×2$/);
  expect(mount(StatusBadge, { props: { status: 'active', count: 1 } }).text()).not.toContain('×');
});
