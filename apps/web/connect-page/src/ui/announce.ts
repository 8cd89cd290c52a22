import { ref } from 'vue';

/** What the page's live region says. */
export const announced = ref('');

/** Has screen readers read it, also when it is the same text again. */
export function announce(message: string): void {
  announced.value = announced.value === message ? `${message}\u00A0` : message;
}
