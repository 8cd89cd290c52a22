import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { parse } from 'vue/compiler-sfc';

/** Node types of Vue's template AST that these checks look at. */
const [ELEMENT, TEXT, INTERPOLATION, ATTRIBUTE, DIRECTIVE] = [1, 2, 5, 6, 7];

/** A part of a file that may have words in it. */
export type Part =
  | { kind: 'code'; file: string; source: ts.SourceFile }
  | { kind: 'text'; file: string; text: string; within: string }
  | { kind: 'attribute'; file: string; name: string; text: string };

interface TemplateNode {
  type: number;
  tag?: string;
  name?: string;
  content?: unknown;
  props?: TemplateNode[];
  children?: TemplateNode[];
  value?: { content: string };
  exp?: { content: string };
}

/** Everything in these folders but tests and the catalogs themselves. */
export function partsOf(folder: string): Part[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(vue|ts)$/.test(file) && !/\.(test|fixture|d)\.ts$/.test(file) && !file.startsWith('locales/'))
    .toSorted()
    .flatMap((file) => partsOfFile(file, readFileSync(join(folder, file), 'utf8')));
}

export function partsOfFile(file: string, text: string): Part[] {
  if (!file.endsWith('.vue')) return [code(file, text)];
  const { descriptor } = parse(text);
  const script = descriptor.scriptSetup ?? descriptor.script;
  const root = descriptor.template?.ast as TemplateNode | undefined;
  return [
    ...(script ? [code(file, script.content)] : []),
    ...(root?.children ?? []).flatMap((node) => templateParts(node, { file, within: '' })),
  ];
}

function templateParts(node: TemplateNode, at: { file: string; within: string }): Part[] {
  const { file } = at;
  switch (node.type) {
    case TEXT:
      return [{ kind: 'text', file, text: String(node.content), within: at.within }];
    case INTERPOLATION:
      return [expression(file, (node.content as { content: string }).content)];
    case ATTRIBUTE:
      return [{ kind: 'attribute', file, name: node.name ?? '', text: node.value?.content ?? '' }];
    case DIRECTIVE:
      return node.exp ? [expression(file, node.exp.content)] : [];
    case ELEMENT:
      return [...(node.props ?? []), ...(node.children ?? [])].flatMap((inner) =>
        templateParts(inner, { file, within: node.tag ?? '' }),
      );
    default:
      return [];
  }
}

function code(file: string, text: string): Part {
  return { kind: 'code', file, source: ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true) };
}

/** An expression of a template, as the body of a function: it is evaluated again whenever something in it changes. */
function expression(file: string, text: string): Part {
  return code(file, `() => (${text})`);
}

/** All nodes of a piece of code, outermost first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  node.forEachChild((child) => void children.push(child));
  for (const child of children) yield* nodesOf(child);
}
