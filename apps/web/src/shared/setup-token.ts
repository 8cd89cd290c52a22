const KEY = 'patchbay.setup-token';

/**
 * Moves the token of a setup link from the address, where the browser history would keep it, to this tab's storage,
 * where it survives signing up.
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
