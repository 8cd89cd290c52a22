import { expect, test } from 'vitest';
import { builtInCatalog } from './data/index.ts';
import { generatedCatalog } from './generated-catalog.ts';

const base = builtInCatalog();
const SIZE = { toolkits: 1540, actions: 20_000, triggers: 3_000 };

test('has exactly the size that was asked for, the base first', () => {
  const catalog = generatedCatalog(base, SIZE);
  const slugs = catalog.toolkits().map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(SIZE.toolkits);
  expect(slugs.slice(0, base.toolkits().length)).toEqual(base.toolkits().map(({ slug }) => slug));
  expect(new Set(slugs.flatMap((slug) => catalog.tools(slug).map((tool) => tool.slug))).size).toBe(SIZE.actions);
  expect(slugs.flatMap((slug) => catalog.triggerTypes(slug))).toHaveLength(SIZE.triggers);
});

test('finds each made-up entry by its slug', () => {
  const catalog = generatedCatalog(base, SIZE);
  const last = catalog.toolkits().at(-1);
  const [tool] = catalog.tools(last?.slug ?? '');
  const [type] = catalog.triggerTypes(last?.slug ?? '');
  expect(catalog.toolkit(last?.slug ?? '')).toBe(last);
  expect(catalog.tool(tool?.slug ?? '')).toEqual(tool);
  expect(catalog.triggerType(type?.slug ?? '')).toEqual(type);
  expect(catalog.tool('NO_SUCH_TOOL')).toBeUndefined();
});

test('a base that is larger stays as it is', () => {
  const catalog = generatedCatalog(base, { toolkits: 1, actions: 1, triggers: 1 });
  expect(catalog.toolkits()).toEqual(base.toolkits());
});
