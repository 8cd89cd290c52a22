export interface KnownAuthConfig {
  id: string;
  isEnabled: boolean;
  /** By an OAuth client of Composio's. */
  isManaged: boolean;
  scheme: string | null;
  /** ISO 8601; empty where it is not told. */
  createdAt: string;
}

/**
 * The project's own config goes before Composio's: it carries the customer's name. Of several, the oldest: every process
 * chooses the same one.
 */
export function chooseAuthConfig(known: readonly KnownAuthConfig[], scheme: string | null): string | null {
  const usable = known.filter((each) => each.isEnabled && (scheme === null || each.scheme === scheme));
  const [first] = usable.toSorted(
    (one, other) =>
      Number(one.isManaged) - Number(other.isManaged) ||
      compare(one.createdAt, other.createdAt) ||
      compare(one.id, other.id),
  );
  return first?.id ?? null;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
