/**
 * Calls `leave` when the page is left or frozen, and `back` when it is active again. A page in the back/forward
 * cache, or frozen to save energy, must hold no connection: with HTTP/1.1 a browser opens six per host, for all tabs
 * and cached pages together. Returns a function that stops it.
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
  // `pagehide` also fires when a page is closed; `pageshow` follows only if it was cached. `freeze` comes without
  // them.
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
