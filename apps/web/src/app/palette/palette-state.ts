import { onBeforeUnmount, onMounted, ref } from 'vue';

export const isPaletteOpen = ref(false);
export const isKeyListOpen = ref(false);

const EDITABLE = 'input, textarea, select, [contenteditable="true"]';

/** Ctrl K or ⌘ K opens the palette, and `?` the list of keys, unless the person is typing or a dialog is open. */
export function usePaletteKeys() {
  function onKey(event: KeyboardEvent) {
    const isModified = event.ctrlKey || event.metaKey;
    if (isModified && !event.altKey && !event.shiftKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      isPaletteOpen.value = !isPaletteOpen.value;
    } else if (event.key === '?' && !isModified && !event.altKey && !isBusy(event.target)) {
      event.preventDefault();
      isKeyListOpen.value = true;
    }
  }
  onMounted(() => addEventListener('keydown', onKey));
  onBeforeUnmount(() => removeEventListener('keydown', onKey));
}

function isBusy(target: EventTarget | null): boolean {
  const isTyping = target instanceof Element && target.closest(EDITABLE) !== null;
  return isTyping || document.querySelector('[role="dialog"]') !== null;
}
