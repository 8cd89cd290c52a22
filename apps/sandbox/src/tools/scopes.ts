import type { Tool, Toolkit } from '../catalog/catalog.ts';

/** What an app with OAuth may be asked for: to read, and to change. */
export function scopesOf(toolkit: Toolkit): string[] {
  return toolkit.authSchemes.includes('OAUTH2') ? [`${toolkit.slug}:read`, `${toolkit.slug}:write`] : [];
}

/** What an action needs of them. */
export function scopesOfTool(toolkit: Toolkit | undefined, tool: Tool): string[] {
  const [read, write] = toolkit ? scopesOf(toolkit) : [];
  const needed = tool.readOnly ? read : write;
  return needed === undefined ? [] : [needed];
}

/** As a tool's answer says it; null where it needs none. */
export function requirementsOf(scopes: readonly string[]): { all_of: readonly string[] } | null {
  return scopes.length > 0 ? { all_of: scopes } : null;
}
