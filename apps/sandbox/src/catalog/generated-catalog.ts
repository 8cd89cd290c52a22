import type { Catalog, Category, Tool, Toolkit, TriggerType } from './catalog.ts';
import { generatedTool, generatedTrigger } from './generated-entries.ts';

/** Total numbers; what the base lacks is generated. */
export interface CatalogSize {
  toolkits: number;
  actions: number;
  triggers: number;
}

/**
 * The base catalog, filled up to a size with generated apps, to try the sandbox at the size of the real catalog. The
 * same size gives the same catalog on every start. A base that is already larger stays as it is.
 */
export function generatedCatalog(base: Catalog, size: CatalogSize): Catalog {
  const made = new Map(madeUp(base, size).map((entry) => [entry.toolkit.slug, entry]));
  const toolkits = [...base.toolkits(), ...[...made.values()].map(({ toolkit }) => toolkit)];
  const tools = kept((slug): readonly Tool[] => {
    const toolkit = made.get(slug)?.toolkit;
    return toolkit ? numbers(toolkit.toolsCount).map((number) => generatedTool(toolkit, number)) : base.tools(slug);
  });
  const triggerTypes = kept((slug): readonly TriggerType[] => {
    const toolkit = made.get(slug)?.toolkit;
    if (!toolkit) return base.triggerTypes(slug);
    return numbers(toolkit.triggersCount).map((number) => generatedTrigger(toolkit, number));
  });
  return {
    categories: () => base.categories(),
    toolkits: () => toolkits,
    toolkit: (slug) => made.get(slug)?.toolkit ?? base.toolkit(slug),
    tools,
    tool: (slug) => base.tool(slug) ?? tools(ownerOf(slug)).find((tool) => tool.slug === slug),
    triggerTypes,
    triggerType: (slug) => base.triggerType(slug) ?? triggerTypes(ownerOf(slug)).find((type) => type.slug === slug),
  };
}

/** Memoized, because every page of a list iterates over all entries. */
function kept<Entries>(make: (slug: string) => Entries): (slug: string) => Entries {
  const made = new Map<string, Entries>();
  return (slug) => {
    const entries = made.get(slug) ?? make(slug);
    made.set(slug, entries);
    return entries;
  };
}

/** Slugs of generated apps contain no underscore, so the app's part of a tool's slug is the first one. */
function ownerOf(slug: string): string {
  return slug.split('_')[0]?.toLowerCase() ?? '';
}

function madeUp(base: Catalog, size: CatalogSize): { toolkit: Toolkit }[] {
  const known = base.toolkits();
  const count = Math.max(0, size.toolkits - known.length);
  const total = (countOf: (toolkit: Toolkit) => number) => known.reduce((sum, toolkit) => sum + countOf(toolkit), 0);
  const toolsOf = share(size.actions - total(({ toolsCount }) => toolsCount), count);
  const triggersOf = share(size.triggers - total(({ triggersCount }) => triggersCount), count);
  const categories = base.categories();
  return numbers(count).map((number) => {
    const counts = { toolsCount: toolsOf(number), triggersCount: triggersOf(number) };
    return { toolkit: { ...generatedToolkit(number, categories), ...counts } };
  });
}

/** Distributes a total evenly: the first few get one more. */
function share(total: number, count: number): (number: number) => number {
  if (total <= 0 || count === 0) return () => 0;
  return (number) => Math.floor(total / count) + (number <= total % count ? 1 : 0);
}

const firsts = ['Blue', 'Clear', 'Fast', 'Green', 'Hyper', 'Local', 'Meta', 'North', 'Open', 'Prime', 'Quiet', 'Swift'];
const seconds = ['Base', 'Board', 'Books', 'Cart', 'Cloud', 'Desk', 'Forms', 'Hub', 'Mail', 'Pay', 'Sheets', 'Track'];

function generatedToolkit(
  number: number,
  categories: readonly Category[],
): Omit<Toolkit, 'toolsCount' | 'triggersCount'> {
  const name = `${pick(firsts, number)}${pick(seconds, Math.floor(number / firsts.length))} ${number}`;
  const category = pick(categories, number * 7);
  const authScheme = number % 5 === 0 ? ('API_KEY' as const) : ('OAUTH2' as const);
  return {
    slug: name.toLowerCase().replace(' ', ''),
    name,
    description: `A made-up app for ${category.name}: it has as many actions and triggers as a real one, and does nothing.`,
    appUrl: `https://${name.toLowerCase().replace(' ', '')}.example`,
    categories: [category],
    authSchemes: [authScheme],
    managedAuthSchemes: authScheme === 'OAUTH2' ? [authScheme] : [],
    connectionFields: {},
    optionalFields: {},
  };
}

function pick<Item>(items: readonly Item[], at: number): Item {
  return items[at % items.length] as Item;
}

/** 1 to `count`. */
function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
