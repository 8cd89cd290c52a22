let offset = 0;

/**
 * Estimates the difference between this computer's clock and the server's from a response's `Date` header, which has
 * whole seconds, so a difference of less than two seconds is ignored.
 */
export function noteServerTime(header: string | null): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  offset = Math.abs(difference) < 2_000 ? 0 : difference;
}

/** Milliseconds since 1970 on the server's clock, which deadlines use. */
export function serverNow(): number {
  return Date.now() + offset;
}
