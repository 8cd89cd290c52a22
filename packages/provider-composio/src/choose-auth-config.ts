export interface KnownAuthConfig {
  id: string;
  isEnabled: boolean;
  /** Whether it uses Composio's own OAuth client. */
  isManaged: boolean;
  scheme: string | null;
  /** ISO 8601; empty when unknown. */
  createdAt: string;
}

/**
 * The project's own config takes precedence over Composio's, because it shows the customer's name. Among several the
 * oldest one is used, so that every process chooses the same.
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
