import type { Tool, Toolkit } from '../catalog/catalog.ts';

/** The scopes of an OAuth app: to read, and to write. */
export function scopesOf(toolkit: Toolkit): string[] {
  return toolkit.authSchemes.includes('OAUTH2') ? [`${toolkit.slug}:read`, `${toolkit.slug}:write`] : [];
}

/** The scopes that an action needs. */
export function scopesOfTool(toolkit: Toolkit | undefined, tool: Tool): string[] {
  const [read, write] = toolkit ? scopesOf(toolkit) : [];
  const needed = tool.readOnly ? read : write;
  return needed === undefined ? [] : [needed];
}

/** The format of a tool's response; null if it needs none. */
export function requirementsOf(scopes: readonly string[]): { all_of: readonly string[] } | null {
  return scopes.length > 0 ? { all_of: scopes } : null;
}
