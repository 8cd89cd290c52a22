import { type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue';

/** Asks again `ms` after each answer, as long as `wanted` holds; a question that failed is asked again as well. */
export function usePolling(ask: () => Promise<unknown>, wanted: MaybeRefOrGetter<boolean>, ms = 1_000): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  function next() {
    clearTimeout(timer);
    if (!over && toValue(wanted)) timer = setTimeout(askAgain, ms);
  }

  function askAgain() {
    // What failed is on the screen by the query's own error.
    void ask().then(next, next);
  }

  watch(() => toValue(wanted), next, { immediate: true });
  onScopeDispose(() => {
    over = true;
    clearTimeout(timer);
  });
}
