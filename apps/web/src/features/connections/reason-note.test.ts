// @vitest-environment happy-dom
import { reasonText } from '../../shared/reason-text.ts';
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
  expect(wrapper.text()).toContain('Provider’s reason: “<b>no</b>”');
  expect(wrapper.find('b').exists()).toBe(false);
});

it('a badge shows its status as text, or how many of several work', () => {
  expect(mount(StatusBadge, { props: { status: 'expired' } }).text()).toBe('Needs attention');
  const text = '2 of 3 connected';
  expect(mount(StatusBadge, { props: { status: 'active', text } }).text()).toBe(text);
});
