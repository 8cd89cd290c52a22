import { onBeforeUnmount, onMounted, type Ref } from 'vue';

/** As much of Nuxt UI's input as is needed to put the cursor into it. */
export interface InputHandle {
  inputRef?: HTMLInputElement | { $el?: HTMLInputElement } | null;
}

const EDITABLE = 'input, textarea, select, [contenteditable="true"]';

/** `/` puts the cursor into the search box of the page, unless somebody is typing or a dialog is open. */
export function useSlashFocus(box: Readonly<Ref<InputHandle | null>>) {
  function onKey(event: KeyboardEvent) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest(EDITABLE) || document.querySelector('[role="dialog"]')) return;
    event.preventDefault();
    const input = box.value?.inputRef;
    (input instanceof HTMLElement ? input : input?.$el)?.focus();
  }

  onMounted(() => addEventListener('keydown', onKey));
  onBeforeUnmount(() => removeEventListener('keydown', onKey));
}
