import { z } from 'zod';
import type { Toolkit } from '../catalog/catalog.ts';
import { pageParams } from '../http/paging.ts';

export const toolkitQuery = z.object({
  ...pageParams,
  search: z.string().max(200).optional(),
  category: z.string().max(100).optional(),
  managed_by: z.enum(['composio', 'all', 'project']).optional(),
  sort_by: z.enum(['usage', 'alphabetically']).optional(),
});

export type ToolkitQuery = z.output<typeof toolkitQuery>;

/** Filters and sorts; the given order is by usage. */
export function selectToolkits(all: readonly Toolkit[], query: ToolkitQuery): readonly Toolkit[] {
  const found = all.filter(
    (toolkit) =>
      isIn(toolkit, query.category) && mentions(toolkit, query.search) && isManaged(toolkit, query.managed_by),
  );
  if (query.sort_by !== 'alphabetically') return found;
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'en'));
}

function isIn(toolkit: Toolkit, category: string | undefined): boolean {
  if (category === undefined || category === '') return true;
  return toolkit.categories.some(({ id, name }) => id === category || name === category);
}

function mentions(toolkit: Toolkit, search: string | undefined): boolean {
  const wanted = search?.trim().toLowerCase() ?? '';
  return [toolkit.slug, toolkit.name, toolkit.description].some((text) => text.toLowerCase().includes(wanted));
}

// The sandbox has no custom toolkits, so `project` matches nothing.
function isManaged(toolkit: Toolkit, managedBy: ToolkitQuery['managed_by']): boolean {
  if (managedBy === 'project') return false;
  return managedBy !== 'composio' || toolkit.managedAuthSchemes.length > 0;
}
