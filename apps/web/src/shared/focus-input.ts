/** The part of Nuxt UI's input that is needed to focus it. */
export interface InputHandle {
  inputRef?: HTMLInputElement | { $el?: HTMLInputElement } | null;
}

/** Immediately: `autofocus` of Nuxt UI waits for a timer, and keys pressed until then would be lost. */
export function focusInput(box: InputHandle | null) {
  const input = box?.inputRef;
  (input instanceof HTMLElement ? input : input?.$el)?.focus();
}
