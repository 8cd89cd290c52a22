import { expect, it } from 'vitest';
import { ref } from 'vue';
import { useSteadyOrder } from './useSteadyOrder.ts';

const rows = (...ids: string[]) => ids.map((id) => ({ id }));

it('keeps rows in place: the one being connected once jumped to the top and back', () => {
  const [items, view] = [ref(rows('slack', 'github', 'gmail')), ref('all')];
  const order = useSteadyOrder(
    () => items.value,
    () => view.value,
  );
  const shown = () => order.value.map(({ id }) => id).join(' ');
  expect(shown()).toBe('slack github gmail');
  items.value = rows('gmail', 'slack', 'github');
  expect(shown()).toBe('slack github gmail');
  items.value = rows('notion', 'gmail', 'github');
  expect(shown()).toBe('github gmail notion');
  view.value = 'pending';
  expect(shown()).toBe('notion gmail github');
});
