import ts from 'typescript';
import { nodesOf, type Part } from './web-sources.ts';

/** Names that are the same in every language, and keys of a keyboard. */
const EXCEPTIONS = new Set([
  'Patchbay',
  'TypeScript',
  'Python',
  'cURL',
  'Enter',
  'Escape',
  'Tab',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'Bearer',
  'Gmail',
  'ms',
  'Esc',
  'Ctrl',
]);

/** Attributes that are not read, whatever their value looks like. */
const TECHNICAL = new Set([
  'class',
  'name',
  'id',
  'for',
  'type',
  'role',
  'icon',
  'd',
  'autocomplete',
  'href',
  'src',
  'data-testid',
  'message',
  'viewBox',
  'key',
  'ref',
  'inputmode',
  'testid',
]);

/** Elements whose text is code. */
const CODE = new Set(['code', 'pre', 'kbd']);

const SENTENCE = /^[\p{Lu}“][\p{Ll}’']+(?:[\s.,:;!?…]|$)/u;
const WORDS = /(?<![/\p{L}])\p{L}{2,}/u;
const SEVERAL_WORDS = /(?:^|\s)\p{Ll}{2,} \p{Ll}{2,}(?:\s|$)/u;

/** Words that a person would read and that are in no catalog, each with its file. */
export function hardCodedText(parts: Part[]): string[] {
  const read = parts.filter(({ file }) => !file.endsWith('-snippets.ts'));
  return read.flatMap((part) => wordsIn(part).map((text) => `${part.file}: ${text.replaceAll(/\s+/g, ' ').trim()}`));
}

function wordsIn(part: Part): string[] {
  if (part.kind === 'text') {
    const isCode = CODE.has(part.within);
    return WORDS.test(part.text) && !isCode && !EXCEPTIONS.has(part.text.trim()) ? [part.text] : [];
  }
  if (part.kind === 'attribute')
    return !TECHNICAL.has(part.name) && SENTENCE.test(part.text) && !EXCEPTIONS.has(part.text) ? [part.text] : [];
  return [...nodesOf(part.source)].filter((node) => isRead(node)).map((node) => node.getText());
}

function isRead(node: ts.Node): boolean {
  if (isForDevelopers(node)) return false;
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return SENTENCE.test(node.text) && !EXCEPTIONS.has(node.text);
  if (!ts.isTemplateExpression(node)) return false;
  const written = [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  return (
    (SENTENCE.test(node.head.text) && !EXCEPTIONS.has(node.head.text.trim())) ||
    written.some((text) => SEVERAL_WORDS.test(text))
  );
}

/** The message of an error that is thrown for a bug, a type, or a module's name. */
function isForDevelopers(node: ts.Node): boolean {
  for (let above = node.parent; above; above = above.parent) {
    if (ts.isNewExpression(above) && /(?:Error|Loaded)$/.test(above.expression.getText())) return true;
    if (ts.isLiteralTypeNode(above) || ts.isImportDeclaration(above) || ts.isExportDeclaration(above)) return true;
    if (ts.isStatement(above)) return false;
  }
  return false;
}

/** Calls of `t` outside of any function: they would keep the language that the module was loaded in. */
export function frozenText(parts: Part[]): string[] {
  return parts.flatMap((part) =>
    part.kind === 'code'
      ? [...nodesOf(part.source)].filter(isFrozen).map((node) => `${part.file}: ${node.getText()}`)
      : [],
  );
}

function isFrozen(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || node.expression.getText() !== 't') return false;
  for (let above: ts.Node | undefined = node.parent; above; above = above.parent)
    if (ts.isFunctionLike(above)) return false;
  return true;
}
