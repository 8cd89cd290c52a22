const KEY = 'patchbay.setup-token';

/**
 * Takes the token of a set-up link out of the address, where the history would keep it, and into this tab, where it
 * survives signing up.
 */
export function takeSetupToken(): string | null {
  const token = location.hash.slice(1);
  if (token) {
    sessionStorage.setItem(KEY, token);
    history.replaceState(history.state, '', location.pathname);
  }
  return setupToken();
}

export function setupToken(): string | null {
  return sessionStorage.getItem(KEY);
}

export function forgetSetupToken(): void {
  sessionStorage.removeItem(KEY);
}
