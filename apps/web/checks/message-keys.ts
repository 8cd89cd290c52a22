import ts from 'typescript';
import { nodesOf, type Part } from './web-sources.ts';

export interface Tree {
  readonly [key: string]: string | Tree;
}

/** All texts of a catalog, by dotted key. */
export function textsOf(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[prefix + key, value] as const] : [...textsOf(value, `${prefix}${key}.`)],
    ),
  );
}

/** Keys that no part names: as a whole, or by a template such as `roles.${role}`. */
export function unusedKeys(keys: Iterable<string>, parts: Part[]): string[] {
  const named = new Set<string>();
  const patterns = new Set<string>();
  for (const part of parts) {
    if (part.kind === 'attribute') named.add(part.text);
    if (part.kind !== 'code') continue;
    for (const node of nodesOf(part.source)) {
      if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) named.add(node.text);
      if (ts.isTemplateExpression(node)) patterns.add(patternOf(node));
    }
  }
  const expressions = [...patterns]
    .filter((pattern) => /^[\w-]+\\\./.test(pattern))
    .map((pattern) => new RegExp(`^${pattern}$`));
  return [...keys].filter((key) => !named.has(key) && !expressions.some((expression) => expression.test(key)));
}

function patternOf({ head, templateSpans }: ts.TemplateExpression): string {
  return [head.text, ...templateSpans.map(({ literal }) => literal.text)].map(escaped).join('.+');
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** Keys that `t` or RichText is given and that are in no catalog. Types find these too; this says so in one list. */
export function missingKeys(keys: ReadonlySet<string>, parts: Part[]): string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'attribute')
      return part.name === 'message' && !keys.has(part.text) ? [`${part.file}: ${part.text}`] : [];
    if (part.kind === 'text') return [];
    return [...nodesOf(part.source)].flatMap((node) => {
      const key = keyOf(node);
      return key !== null && !keys.has(key) ? [`${part.file}: ${key}`] : [];
    });
  });
}

function keyOf(node: ts.Node): string | null {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 't') return null;
  const [first] = node.arguments;
  return first && ts.isStringLiteral(first) ? first.text : null;
}
