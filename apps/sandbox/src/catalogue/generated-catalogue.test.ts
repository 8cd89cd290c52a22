import { expect, test } from 'vitest';
import { builtInCatalogue } from './data/index.ts';
import { generatedCatalogue } from './generated-catalogue.ts';

const base = builtInCatalogue();
const SIZE = { toolkits: 1540, actions: 20_000, triggers: 3_000 };

test('has exactly the size that was asked for, the base first', () => {
  const catalogue = generatedCatalogue(base, SIZE);
  const slugs = catalogue.toolkits().map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(SIZE.toolkits);
  expect(slugs.slice(0, base.toolkits().length)).toEqual(base.toolkits().map(({ slug }) => slug));
  expect(new Set(slugs.flatMap((slug) => catalogue.tools(slug).map((tool) => tool.slug))).size).toBe(SIZE.actions);
  expect(slugs.flatMap((slug) => catalogue.triggerTypes(slug))).toHaveLength(SIZE.triggers);
});

test('finds each made-up entry by its slug', () => {
  const catalogue = generatedCatalogue(base, SIZE);
  const last = catalogue.toolkits().at(-1);
  const [tool] = catalogue.tools(last?.slug ?? '');
  const [type] = catalogue.triggerTypes(last?.slug ?? '');
  expect(catalogue.toolkit(last?.slug ?? '')).toBe(last);
  expect(catalogue.tool(tool?.slug ?? '')).toEqual(tool);
  expect(catalogue.triggerType(type?.slug ?? '')).toEqual(type);
  expect(catalogue.tool('NOBODY_DOES_THIS')).toBeUndefined();
});

test('a base that is larger stays as it is', () => {
  const catalogue = generatedCatalogue(base, { toolkits: 1, actions: 1, triggers: 1 });
  expect(catalogue.toolkits()).toEqual(base.toolkits());
});
