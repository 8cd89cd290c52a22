import { onBeforeUnmount, onMounted, type Ref } from 'vue';
import { focusInput, type InputHandle } from './focus-input.ts';

const EDITABLE = 'input, textarea, select, [contenteditable="true"]';

/** `/` puts the cursor into the search box of the page, unless the person is typing or a dialog is open. */
export function useSlashFocus(box: Readonly<Ref<InputHandle | null>>) {
  function onKey(event: KeyboardEvent) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(EDITABLE) || document.querySelector('[role="dialog"]')) return;
    event.preventDefault();
    focusInput(box.value);
  }

  onMounted(() => addEventListener('keydown', onKey));
  onBeforeUnmount(() => removeEventListener('keydown', onKey));
}
