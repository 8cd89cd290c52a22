import { type MaybeRefOrGetter, onScopeDispose, toValue, watch } from 'vue';

/** Asks again `ms` after each answer, as long as `wanted` holds. `ask` never rejects, like a query's own `refetch`. */
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
