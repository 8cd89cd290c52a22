import { shallowRef } from 'vue';

/** What a screen reader is told next. Rendered by the live region of the shell. */
export const announcement = shallowRef('');

/** Says a sentence aloud, politely. The same sentence twice in a row is said twice. */
export function announce(sentence: string): void {
  announcement.value = sentence === announcement.value ? `${sentence}\u00a0` : sentence;
}
