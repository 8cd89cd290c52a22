/** The part of Nuxt UI's input that is needed to focus it. */
export interface InputHandle {
  inputRef?: HTMLInputElement | { $el?: HTMLInputElement } | null;
}

/** Focuses right away: Nuxt UI's `autofocus` waits for a timer, and keys pressed before would be lost. */
export function focusInput(box: InputHandle | null) {
  const input = box?.inputRef;
  (input instanceof HTMLElement ? input : input?.$el)?.focus();
}
