/**
 * Milliseconds to wait by `Retry-After` (RFC 9110, section 10.2.3: seconds, or a date); nothing when it is absent or unreadable.
 * A date is compared with the answer's own `Date`, because our clock is not its sender's; without one it says nothing.
 */
export function readRetryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const [date, sent] = [Date.parse(value), Date.parse(headers.get('date') ?? '')];
  return Number.isNaN(date - sent) ? undefined : Math.max(0, date - sent);
}
