import { onScopeDispose, ref, watch } from 'vue';

const PAUSE_MS = 220;

/** A text as it is typed, and its value after a short pause. Clearing takes effect immediately. */
export function useDebounced(initial = '') {
  const typed = ref(initial);
  const settled = ref(initial);
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(typed, (text) => {
    clearTimeout(timer);
    const settle = () => (settled.value = text.trim());
    if (text.trim() === '') settle();
    else timer = setTimeout(settle, PAUSE_MS);
  });
  onScopeDispose(() => clearTimeout(timer));
  return { typed, settled };
}
