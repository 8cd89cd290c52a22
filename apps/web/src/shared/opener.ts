/** What has the focus now, to be given it back by the dialog that opens: for an item of a menu, which closes, its button. */
export function openerNow(): HTMLElement | null {
  const { activeElement } = document;
  const button = activeElement?.closest('[role="menu"]')?.getAttribute('aria-labelledby');
  const opener = button ? document.getElementById(button) : activeElement;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

/** Gives the focus back. What is gone or can do nothing now takes none, and the page's content has it instead. */
export function giveBack(opener: HTMLElement | null): void {
  opener?.focus();
  if (!opener || document.activeElement !== opener) document.getElementById('content')?.focus({ preventScroll: true });
}
