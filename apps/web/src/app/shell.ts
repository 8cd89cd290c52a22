/** Takes away what index.html shows until the first page is there. */
export function removeShell(): void {
  document.querySelector('#shell')?.remove();
}
