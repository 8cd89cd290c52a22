export interface KnownAuthConfig {
  id: string;
  name: string;
  isEnabled: boolean;
  /** Whether it uses Composio's own OAuth client. */
  isManaged: boolean;
  scheme: string | null;
  /** The scopes it requests at the app; null when unknown. */
  scopes: string[] | null;
  /** ISO 8601; empty when unknown. */
  createdAt: string;
}

/** Which auth config is looked for. */
export interface ConfigFilter {
  scheme: string | null;
  /** Of one that was made for certain permissions; left out for all others. */
  name?: string;
}

/** How the names of configs begin that were made for certain permissions: they are used for nothing else. */
export const SCOPED_NAME = 'patchbay-scopes-';

/**
 * The project's own config takes precedence over Composio's, because it shows the customer's name. Among several the
 * oldest one is used, so that every process chooses the same.
 */
export function chooseAuthConfig(known: readonly KnownAuthConfig[], filter: ConfigFilter): KnownAuthConfig | undefined {
  return known
    .filter((each) => each.isEnabled && (filter.scheme === null || each.scheme === filter.scheme))
    .filter(({ name }) => (filter.name === undefined ? !name.startsWith(SCOPED_NAME) : name === filter.name))
    .toSorted(
      (one, other) =>
        Number(one.isManaged) - Number(other.isManaged) ||
        compare(one.createdAt, other.createdAt) ||
        compare(one.id, other.id),
    )[0];
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
