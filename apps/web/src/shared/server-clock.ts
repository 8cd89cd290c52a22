let offset = 0;

/**
 * Learns how far this computer's clock is from the server's, from the `Date` header of an answer. The header counts in
 * whole seconds, so a difference below two of them is taken for none.
 */
export function noteServerTime(header: string | null): void {
  const server = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  offset = Math.abs(difference) < 2_000 ? 0 : difference;
}

/** Milliseconds since 1970 on the server's clock, by which deadlines are set. */
export function serverNow(): number {
  return Date.now() + offset;
}
