interface Needing {
  slug: string;
  name: string;
  /** Permissions that it needs: one of each list. */
  requiredScopes: string[][];
}

export interface Lacking {
  /** One of these is needed. */
  scopes: string[];
  actions: { slug: string; name: string }[];
}

/** What actions need that an account with the permissions `has` does not have, each need once. Pure. */
export function lackingScopes(has: readonly string[], actions: readonly Needing[]): Lacking[] {
  const owned = new Set(has);
  const needs = actions.flatMap(({ slug, name, requiredScopes }) =>
    requiredScopes
      .filter((oneOf) => oneOf.length > 0 && !oneOf.some((scope) => owned.has(scope)))
      .map((oneOf) => ({ key: JSON.stringify(oneOf), scopes: oneOf, action: { slug, name } })),
  );
  const byNeed = Map.groupBy(needs, ({ key }) => key);
  return [...byNeed.values()].map((same) => ({
    scopes: same[0]?.scopes ?? [],
    actions: same.map(({ action }) => action),
  }));
}
