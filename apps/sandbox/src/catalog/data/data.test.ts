import { describe, expect, it } from 'vitest';
import { logoSvg } from '../../logos/logo-svg.ts';
import type { JsonSchema } from '../json-schema.ts';
import { apps, builtInCatalog } from './index.ts';

const catalog = builtInCatalog();
const toolkits = catalog.toolkits();

const duplicates = (values: readonly string[]): string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** What is wrong with a schema, as sentences; empty when it is sound. */
function flaws(schema: JsonSchema, at: string): string[] {
  const own = [
    ...(schema.type === 'array' && !schema.items ? [`${at}: an array of nothing`] : []),
    ...(schema.enum?.length === 0 ? [`${at}: no choice`] : []),
    ...(schema.minimum !== undefined && schema.maximum !== undefined && schema.minimum > schema.maximum
      ? [`${at}: bounds`]
      : []),
    ...(schema.required ?? [])
      .filter((name) => !schema.properties?.[name])
      .map((name) => `${at}: requires unknown ${name}`),
  ];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, property]) => flaws(property, `${at}.${name}`));
  return [...own, ...inner, ...(schema.items ? flaws(schema.items, `${at}[]`) : [])];
}

describe('the built-in apps', () => {
  it('are at least 150, each once', () => {
    expect(apps.length).toBeGreaterThanOrEqual(150);
    expect(duplicates(apps.map((app) => app.slug))).toEqual([]);
    expect(duplicates(apps.map((app) => app.name))).toEqual([]);
  });

  it.each(toolkits.map((toolkit) => [toolkit.slug, toolkit] as const))('%s is complete', (slug, toolkit) => {
    expect(slug).toMatch(/^[a-z][a-z0-9_]*$/);
    expect(toolkit.description).toMatch(/^[A-Z].{15,200}\.$/);
    expect(toolkit.categories.length).toBeGreaterThan(0);
    expect(toolkit.authSchemes.length).toBeGreaterThan(0);
    expect(toolkit.authSchemes.includes('NO_AUTH') && toolkit.authSchemes.length > 1).toBe(false);
    if (toolkit.appUrl !== null) expect(new URL(toolkit.appUrl).protocol).toBe('https:');
    expect(toolkit.toolsCount).toBe(catalog.tools(slug).length);
    expect(toolkit.toolsCount).toBeGreaterThan(0);
    expect(toolkit.triggersCount).toBe(catalog.triggerTypes(slug).length);
  });

  it('have sound tools, each found again by its slug', () => {
    const tools = toolkits.flatMap((toolkit) => catalog.tools(toolkit.slug));
    expect(duplicates(tools.map((tool) => tool.slug))).toEqual([]);
    expect(tools.flatMap((tool) => [...flaws(tool.input, tool.slug), ...flaws(tool.output, tool.slug)])).toEqual([]);
    expect(tools.filter((tool) => !tool.description.endsWith('.')).map((tool) => tool.slug)).toEqual([]);
    for (const tool of tools) {
      expect(tool.slug).toMatch(/^[A-Z][A-Z0-9_]+$/);
      expect(tool.slug.startsWith(`${tool.toolkit.toUpperCase()}_`)).toBe(true);
      expect(catalog.tool(tool.slug)).toBe(tool);
      expect(tool.tags.includes('readOnlyHint')).toBe(tool.readOnly);
    }
  });

  it('have sound triggers, each found again by its slug', () => {
    const triggers = toolkits.flatMap((toolkit) => catalog.triggerTypes(toolkit.slug));
    expect(duplicates(triggers.map((trigger) => trigger.slug))).toEqual([]);
    expect(triggers.flatMap((each) => [...flaws(each.config, each.slug), ...flaws(each.payload, each.slug)])).toEqual(
      [],
    );
    for (const trigger of triggers) {
      expect(catalog.triggerType(trigger.slug)).toBe(trigger);
      expect(Object.keys(trigger.payload.properties ?? {}).length).toBeGreaterThan(0);
    }
  });

  it('have categories that exist', () => {
    const known = new Set(catalog.categories().map((category) => category.id));
    expect(toolkits.flatMap((toolkit) => toolkit.categories).filter((category) => !known.has(category.id))).toEqual([]);
  });

  it('offer a handful without authentication', () => {
    const open = toolkits.filter((toolkit) => toolkit.authSchemes.includes('NO_AUTH'));
    expect(open.length).toBeGreaterThanOrEqual(4);
  });

  it('all have a logo', () => {
    for (const { slug, name } of toolkits) {
      expect(logoSvg(slug, name)).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*>.*(<path |<text ).*<\/svg>$/s,
      );
    }
  });
});
