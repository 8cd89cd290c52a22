import { nextTick, type Ref, watch } from 'vue';

/**
 * A button that goes with its status takes the focus along, and somebody at the keyboard would begin at the top of the
 * page again. Gives it to the button that is offered first now. `status` is what the buttons go by.
 */
export function useFocusSuccessor(root: Readonly<Ref<HTMLElement | null>>, status: () => unknown): void {
  watch(status, async () => {
    const focused = document.activeElement;
    if (!focused || !root.value?.contains(focused)) return;
    await nextTick();
    if (!focused.isConnected) root.value?.querySelector<HTMLElement>('[data-button]')?.focus();
  });
}
