/** As much of Nuxt UI's input as is needed to put the cursor into it. */
export interface InputHandle {
  inputRef?: HTMLInputElement | { $el?: HTMLInputElement } | null;
}

/** At once, where `autofocus` of Nuxt UI waits for a timer: keys pressed until then would go nowhere. */
export function focusInput(box: InputHandle | null) {
  const input = box?.inputRef;
  (input instanceof HTMLElement ? input : input?.$el)?.focus();
}
