import type { AppSource } from './app-source.ts';
import { buildToolkit } from './build-toolkit.ts';
import type { BuiltToolkit } from './build-toolkit.ts';
import type { Catalog, Tool, Toolkit, TriggerType } from './catalog.ts';
import { allCategories } from './categories.ts';

/** A catalog over app sources; its lists keep their order. */
export function catalogOf(sources: readonly AppSource[]): Catalog {
  const built = new Map(sources.map((source) => [source.slug, buildToolkit(source)]));
  const toolkits = [...built.values()].map((entry) => entry.toolkit);
  const toolOwner = ownersBy(built, (entry) => entry.toolSlugs);
  const triggerOwner = ownersBy(built, (entry) => entry.triggerSlugs);
  const used = new Set(toolkits.flatMap((toolkit) => toolkit.categories.map((category) => category.id)));
  const categories = allCategories.filter((category) => used.has(category.id));

  return {
    categories: () => categories,
    toolkits: () => toolkits,
    toolkit: (slug): Toolkit | undefined => built.get(slug)?.toolkit,
    tools: (slug): readonly Tool[] => built.get(slug)?.tools() ?? [],
    tool: (slug): Tool | undefined =>
      toolOwner(slug)
        ?.tools()
        .find((tool) => tool.slug === slug),
    triggerTypes: (slug): readonly TriggerType[] => built.get(slug)?.triggerTypes() ?? [],
    triggerType: (slug): TriggerType | undefined =>
      triggerOwner(slug)
        ?.triggerTypes()
        .find((trigger) => trigger.slug === slug),
  };
}

/** An index from the slug of a tool or trigger to its app, created on first use. */
function ownersBy(
  built: ReadonlyMap<string, BuiltToolkit>,
  slugsOf: (entry: BuiltToolkit) => readonly string[],
): (slug: string) => BuiltToolkit | undefined {
  let index: Map<string, BuiltToolkit> | undefined;
  return (slug) => {
    index ??= new Map([...built.values()].flatMap((entry) => slugsOf(entry).map((own) => [own, entry] as const)));
    return index.get(slug);
  };
}
