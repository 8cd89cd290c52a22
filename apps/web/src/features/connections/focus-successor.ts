import { nextTick, type Ref, watch } from 'vue';

/**
 * A focused button that disappears with a status change would move the focus to the top of the page. Moves it to the
 * first button of the new status instead. `status` is what the buttons depend on.
 */
export function useFocusSuccessor(root: Readonly<Ref<HTMLElement | null>>, status: () => unknown): void {
  watch(status, async () => {
    const focused = document.activeElement;
    if (!focused || !root.value?.contains(focused)) return;
    await nextTick();
    if (!focused.isConnected) root.value?.querySelector<HTMLElement>('[data-button]')?.focus();
  });
}
