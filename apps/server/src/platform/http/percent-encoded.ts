/** What a query is told that is not. */
export const NOT_ENCODED = 'the address is not UTF-8 in percent-encoding';

/** Whether all of a query is percent-encoded UTF-8 (RFC 3986, section 2.5): other bytes would become another text. */
export function isPercentEncoded(query: string): boolean {
  try {
    decodeURIComponent(query);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}
