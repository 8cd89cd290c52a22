import { onScopeDispose, ref, watch } from 'vue';

const PAUSE_MS = 220;

/** What is typed, and what it settles on after a short pause. Clearing settles at once. */
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
