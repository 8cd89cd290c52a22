/**
 * Calls `leave` when the page is left or frozen, and `back` when it is active again. A page that is
 * kept for the back button (the back/forward cache), or frozen to save energy, must hold no connection: a browser opens six
 * to a host by HTTP/1.1, for all tabs and cached pages together. Returns a function that stops it.
 */
export function onPageLife({ leave, back }: { leave: () => void; back: () => void }): () => void {
  let away = false;
  const go = () => {
    if (!away) leave();
    away = true;
  };
  const come = () => {
    if (away) back();
    away = false;
  };
  // `pagehide` is also the end of a page for good; `pageshow` follows where it was not. `freeze` comes without them.
  addEventListener('pagehide', go);
  addEventListener('pageshow', come);
  document.addEventListener('freeze', go);
  document.addEventListener('resume', come);
  return () => {
    removeEventListener('pagehide', go);
    removeEventListener('pageshow', come);
    document.removeEventListener('freeze', go);
    document.removeEventListener('resume', come);
  };
}
