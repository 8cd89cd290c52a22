import type { Tool, Toolkit } from '../catalog/catalog.ts';

/** The scopes of an OAuth app: to read, to write, and to delete. */
export function scopesOf(toolkit: Toolkit): string[] {
  const { slug } = toolkit;
  return toolkit.authSchemes.includes('OAUTH2') ? [`${slug}:read`, `${slug}:write`, `${slug}:delete`] : [];
}

/** What an auth config asks for that names no scopes: not all there are. */
export function usualScopesOf(toolkit: Toolkit): string[] {
  return scopesOf(toolkit).slice(0, 2);
}

/** The scopes that an action needs. */
export function scopesOfTool(toolkit: Toolkit | undefined, tool: Tool): string[] {
  const [read, write, destroy] = toolkit ? scopesOf(toolkit) : [];
  const needed = tool.readOnly ? read : tool.tags.includes('destructiveHint') ? destroy : write;
  return needed === undefined ? [] : [needed];
}

/** The format of a tool's response; null if it needs none. */
export function requirementsOf(scopes: readonly string[]): { all_of: readonly string[] } | null {
  return scopes.length > 0 ? { all_of: scopes } : null;
}
