import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { ENTITIES } from './entities.ts';

/**
 * SQL is built with Kysely, typed by the entities. What Kysely cannot express is a string, with a comment that begins
 * with “Raw SQL” and gives the reason, at the statement or its declaration. Prints the list with `LIST_RAW_SQL=1`.
 */
const MAX = 25;
const REASON = /Raw SQL[,:]/;

const ROOT = new URL('../../../', import.meta.url);
const ACCOUNT_TABLES = ['account', 'invitation', 'member', 'organization', 'session', 'user', 'verification'];
const TABLES = [...ENTITIES.map(({ tableName }) => tableName), ...ACCOUNT_TABLES, 'patchbay_migrations', 'pg_[a-z_]+'];

const IS_STATEMENT = /\b(select|insert into|delete from|update|lock table|(alter|create|drop|truncate) table)\b/i;
/**
 * Our tables, better-auth's, PostgreSQL's own, and names inserted at run time; a function is followed by a
 * parenthesis.
 */
const NAMES_TABLE = new RegExp(
  String.raw`\b(from|join|into|update|table|using)\s+(only\s+|if exists\s+)?(\$\{|"?(${TABLES.join('|')})"?(?![\w(]))`,
  'i',
);

interface RawSql {
  location: string;
  text: string;
  hasReason: boolean;
}

function* shippedFiles(): Generator<string> {
  const packages = readdirSync(new URL('packages', ROOT)).map((name) => `packages/${name}/src`);
  // `npm start` keeps the packages that it made in a folder beside their sources.
  const folders = ['apps/server/src', ...packages.filter((folder) => existsSync(new URL(folder, ROOT)))];
  for (const folder of folders) {
    for (const file of readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })) {
      const isShipped = file.endsWith('.ts') && !/\.(test|test-d|fixture)\.ts$|^platform\/orm\/migrations\//.test(file);
      if (isShipped) yield `${folder}/${file}`;
    }
  }
}

function rawSqlIn(file: string): RawSql[] {
  const text = readFileSync(fileURLToPath(new URL(file, ROOT)), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: RawSql[] = [];
  const visit = (node: ts.Node) => {
    const isText = ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
    const said = isText ? node.getText() : '';
    if (IS_STATEMENT.test(said) && NAMES_TABLE.test(said)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push({ location: `${file}:${line + 1}`, text: said, hasReason: hasReason(node, text) });
    } else ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** In a comment before the statement, or the declaration or function that contains it. */
function hasReason(node: ts.Node, text: string): boolean {
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    const comments = ts.getLeadingCommentRanges(text, at.getFullStart()) ?? [];
    if (comments.some(({ pos, end }) => REASON.test(text.slice(pos, end)))) return true;
  }
  return false;
}

const all = [...shippedFiles()].flatMap(rawSqlIn);
if (process.env.LIST_RAW_SQL)
  process.stdout.write(`${all.map(({ location }) => location).join('\n')}\n${all.length}\n`);

it('only a few statements are strings: there were 229, in which a renamed column failed at run time', () => {
  expect(all.length).toBeLessThan(MAX);
});

it('each has a comment with its reason', () => {
  expect(
    all.filter(({ hasReason: has }) => !has).map(({ location, text }) => `${location} ${text.slice(0, 80)}`),
  ).toEqual([]);
});
