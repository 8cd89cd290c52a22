import { nextTick, type Ref, watch } from 'vue';

/**
 * A button that disappears with its status takes the keyboard focus along, which would start at the top of the page
 * again. Gives the focus to the button that is offered first now. `status` is what the buttons go by.
 */
export function useFocusSuccessor(root: Readonly<Ref<HTMLElement | null>>, status: () => unknown): void {
  watch(status, async () => {
    const focused = document.activeElement;
    if (!focused || !root.value?.contains(focused)) return;
    await nextTick();
    if (!focused.isConnected) root.value?.querySelector<HTMLElement>('[data-button]')?.focus();
  });
}
