import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { first } from '../src/locales/en/first.ts';
import { rest } from '../src/locales/en/rest.ts';
import { nodesOf, partsOfFile } from './web-sources.ts';

const SRC = join(import.meta.dirname, '../src');
/** What stands on every page, and the pages that are part of the first load. */
const FIRST = [
  'app/App.vue',
  'features/marketplace/MarketplacePage.vue',
  'features/account/SignInPage.vue',
  'features/account/SignUpPage.vue',
];
/** Imported for their queries: their words are on pages that load them. */
const WITHOUT_WORDS = ['app/router.ts', 'features/actions/useProxyRules.ts'];

/** Where the first load shows a text that is not part of it: as its key, until another page is opened. */
export function lateTexts(): string[] {
  const late = Object.keys(rest).filter((feature) => !Object.hasOwn(first, feature));
  return [...reachable()].flatMap((file) =>
    wordsOf(file)
      .filter((word) => late.some((feature) => word.startsWith(`${feature}.`)))
      .map((word) => `${relative(SRC, file)}: ${word}`),
  );
}

/** By imports, also those for later, but for what is loaded together with its texts. */
function reachable(): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    const path = relative(SRC, file);
    if (seen.has(file) || !existsSync(file) || path.startsWith('locales/') || WITHOUT_WORDS.includes(path)) return;
    seen.add(file);
    for (const imported of importsOf(file)) visit(resolve(dirname(file), imported));
  };
  for (const file of FIRST) visit(join(SRC, file));
  return seen;
}

function importsOf(file: string): string[] {
  return codeOf(file).flatMap((source) =>
    [...nodesOf(source)].flatMap((node) => {
      if (ts.isImportDeclaration(node) && !node.importClause?.isTypeOnly) return textOf(node.moduleSpecifier);
      const isLater = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
      return isLater && !hasItsTexts(node) ? textOf(node.arguments[0]) : [];
    }),
  );
}

/** `withTexts(() => import('…'))` */
function hasItsTexts({ parent }: ts.Node): boolean {
  const call = parent.parent;
  return ts.isArrowFunction(parent) && ts.isCallExpression(call) && call.expression.getText() === 'withTexts';
}

function wordsOf(file: string): string[] {
  return codeOf(file).flatMap((source) =>
    [...nodesOf(source)].flatMap((node) => (ts.isTemplateHead(node) ? node.text : textOf(node))),
  );
}

const textOf = (node: ts.Node | undefined) => (node && ts.isStringLiteralLike(node) ? [node.text] : []);

const codeOf = (file: string) =>
  partsOfFile(file, readFileSync(file, 'utf8')).flatMap((part) => (part.kind === 'code' ? [part.source] : []));
