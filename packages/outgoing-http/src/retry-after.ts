/** Two response headers, as they were sent. */
export interface RetryAfterHeaders {
  'retry-after'?: string | null | undefined;
  date?: string | null | undefined;
}

/** The three forms of a date in HTTP (RFC 9110, section 5.6.7): current, obsolete, and C's `asctime`, which is UTC too. */
const HTTP_DATE = /^[A-Z][a-z]{2,8}, [\w -]+ \d\d:\d\d:\d\d GMT$/;
const ASCTIME_DATE = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/**
 * Milliseconds to wait by `Retry-After` (RFC 9110, section 10.2.3: seconds, or a date); undefined when it is missing
 * or invalid. A date is compared with the response's `Date`, because our clock may differ from the sender's; without
 * it, with `now` if given.
 */
export function readRetryAfter(headers: RetryAfterHeaders, now?: Date): number | undefined {
  const value = headers['retry-after']?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const sent = dateOf(headers.date ?? '');
  const wait = dateOf(value) - (Number.isNaN(sent) ? (now?.getTime() ?? Number.NaN) : sent);
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}

/** `Date.parse` alone accepts almost any text that contains a number. */
function dateOf(value: string): number {
  if (HTTP_DATE.test(value)) return Date.parse(value);
  return ASCTIME_DATE.test(value) ? Date.parse(`${value} GMT`) : Number.NaN;
}
