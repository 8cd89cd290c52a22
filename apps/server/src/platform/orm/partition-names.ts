/** The tables that are partitioned by week, on an `id` that is a UUID version 7. */
export const PARTITIONED = ['webhook_inbox', 'events', 'deliveries'] as const;

export const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

/** Where each of a table's partitions begins: weeks from Thursday to Wednesday, as 1970 began. */
export function weekAt(instant: Date): number {
  return Math.floor(instant.getTime() / WEEK_MS) * WEEK_MS;
}

export function nameOf(table: string, week: number): string {
  return `${table}_${new Date(week).toISOString().slice(0, 10).replaceAll('-', '')}`;
}

export function weekOf(name: string): number {
  const [, year, month, day] = /(\d{4})(\d{2})(\d{2})$/.exec(name) ?? [];
  return Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** The smallest UUID version 7 of an instant: its first 48 bits are milliseconds since 1970 (RFC 9562, section 5.7). */
export function firstIdOf(ms: number): string {
  const hex = ms.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
