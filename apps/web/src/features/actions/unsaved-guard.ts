import { onScopeDispose, shallowRef } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';

/**
 * Protects unsaved changes: asks before navigating to another page, and before switching to another tab of this one,
 * which the router treats as the same page. `asked` is the open question. For a reload, the browser asks.
 */
export function useUnsavedGuard(hasUnsaved: () => boolean) {
  const asked = shallowRef<((leave: boolean) => void) | null>(null);

  function answer(leave: boolean) {
    asked.value?.(leave);
    asked.value = null;
  }

  function guard(): true | Promise<boolean> {
    answer(false);
    if (!hasUnsaved()) return true;
    return new Promise((resolve) => (asked.value = resolve));
  }

  function onUnload(event: BeforeUnloadEvent) {
    if (hasUnsaved()) event.preventDefault();
  }

  onBeforeRouteLeave(guard);
  onBeforeRouteUpdate(guard);
  addEventListener('beforeunload', onUnload);
  onScopeDispose(() => removeEventListener('beforeunload', onUnload));
  return { asked, answer };
}
