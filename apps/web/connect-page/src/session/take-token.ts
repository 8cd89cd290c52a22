/** 256 random bits, base64url. */
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * Takes the link's token out of the address, so that no script, request, history entry or bookmark has it from here on. Null:
 * there is none, as after a reload.
 */
export function takeToken(): string | null {
  const given = location.hash.slice(1);
  history.replaceState(null, '', location.pathname + location.search);
  return TOKEN.test(given) ? given : null;
}
