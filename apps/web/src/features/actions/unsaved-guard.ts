import { onScopeDispose, shallowRef } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router';

/**
 * Keeps a person from losing what they have not saved: asks before another page and before another tab of this one, which
 * is the same page to the router. `asked` is the question while it stands; a reload the browser asks about itself.
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
