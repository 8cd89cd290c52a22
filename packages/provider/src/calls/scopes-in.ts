/** The permissions in a provider's answer: a list, or a text with blanks or commas. `null`: it does not say. */
export function scopesIn(value: unknown): string[] | null {
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\s,]+/) : null;
  const scopes = parts?.filter((part): part is string => typeof part === 'string' && SCOPE.test(part));
  return scopes && scopes.length > 0 ? [...new Set(scopes)] : null;
}

/** RFC 6749, section 3.3, with a bound. */
const SCOPE = /^[\x21\x23-\x5B\x5D-\x7E]{1,500}$/;
