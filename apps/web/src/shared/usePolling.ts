import { type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue';

/** Polls `ms` after each response while `wanted` is true. `ask` never rejects, like a query's own `refetch`. */
export function usePolling(ask: () => Promise<unknown>, wanted: MaybeRefOrGetter<boolean>, ms = 1_000): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;

  function plan() {
    clearTimeout(timer);
    if (!over && toValue(wanted)) timer = setTimeout(() => void invalidate(), ms);
  }

  async function invalidate() {
    await ask();
    plan();
  }

  watch(() => toValue(wanted), plan, { immediate: true });
  onScopeDispose(() => {
    over = true;
    clearTimeout(timer);
  });
}
