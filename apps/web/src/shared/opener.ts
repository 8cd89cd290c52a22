/** The element to focus again when the dialog closes: the focused one now, or for a menu item the menu's button. */
export function openerNow(): HTMLElement | null {
  const { activeElement } = document;
  const button = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = button ? document.getElementById(button) : activeElement;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/** Restores the focus. If the element is gone or disabled, the page's content gets the focus instead. */
export function restoreFocus(opener: HTMLElement | null): void {
  opener?.focus();
  if (!opener || document.activeElement !== opener) document.getElementById('content')?.focus({ preventScroll: true });
}
