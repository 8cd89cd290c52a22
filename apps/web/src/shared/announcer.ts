import { shallowRef } from 'vue';

/** The text that screen readers announce next. Rendered by the live region of the shell. */
export const announcement = shallowRef('');

/** Announces a sentence politely (`aria-live`). The same sentence twice in a row is announced twice. */
export function announce(sentence: string): void {
  announcement.value = sentence === announcement.value ? `${sentence}\u00a0` : sentence;
}
