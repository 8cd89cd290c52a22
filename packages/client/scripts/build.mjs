/**
 * Builds the package as it is published: one JavaScript file and one declaration file per source, without
 * dependencies. The event stream parser is bundled with its license. The API's types are computed from the router
 * here, so that users of the package need neither the server nor tRPC.
 */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { TypePrinter } from './print-type.mjs';

const ROOT = join(import.meta.dirname, '..');
const SRC = join(ROOT, 'src');
const DIST = join(ROOT, 'dist');
/** Copied into the package file by file, next to the client's own files. */
const PARSER = join(ROOT, 'node_modules/eventsource-parser');
const EXACT_JSON = join(ROOT, '../exact-json/src');

const program = createProgram();
const isOurs = (file) =>
  [SRC, EXACT_JSON].some((folder) => file.startsWith(`${folder}/`)) && !file.endsWith('.test.ts');
const ours = program.getSourceFiles().filter(({ fileName }) => isOurs(fileName));

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST, { recursive: true });
for (const source of ours) {
  failOnErrors(source);
  program.emit(source, write);
}
const parser = readFileSync(join(PARSER, 'dist/index.js'), 'utf8');
// Drops the reference to a source map that is not included.
writeFileSync(join(DIST, 'eventsource-parser.js'), parser.replace(/^\/\/# sourceMappingURL.*$/m, ''));
copyFileSync(join(PARSER, 'LICENSE'), join(DIST, 'eventsource-parser.LICENSE'));
writeFileSync(join(DIST, 'api.d.ts'), apiTypes());
writeFileSync(join(DIST, 'procedures.d.ts'), procedureTypes());

function createProgram() {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const emit = {
    noEmit: false,
    declaration: true,
    rewriteRelativeImportExtensions: true,
    allowImportingTsExtensions: false,
    // By path: packages resolved by name from node_modules are not emitted.
    paths: { '@patchbay/exact-json': [join(EXACT_JSON, 'exact-json.ts')] },
  };
  return ts.createProgram(fileNames, { ...options, ...emit, outDir: DIST });
}

/** @param {ts.SourceFile} source */
function failOnErrors(source) {
  const [problem] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  if (problem) throw new Error(`${source.fileName}: ${ts.flattenDiagnosticMessageText(problem.messageText, '\n')}`);
}

/** All in one folder, regardless of what the compiler considers the common root of the sources. */
function write(fileName, text) {
  writeFileSync(
    join(DIST, basename(fileName)),
    text.replaceAll(/'(?:@patchbay\/)?(exact-json|eventsource-parser)'/g, "'./$1.js'"),
  );
}

function apiTypes() {
  const checker = program.getTypeChecker();
  const printer = new TypePrinter(checker);
  const types = exportedTypes(checker, 'api.ts');
  return [
    '/** The input and output of a procedure. */',
    'export interface Io<Input, Output> {\n  input: Input;\n  output: Output;\n}\n',
    '/** Inputs and outputs of everything that the client offers. */',
    `export interface Api ${routers(checker, printer, types.Api)}\n`,
    '/** The permanent error codes of Patchbay. */',
    `export type ErrorCode = ${printer.print(types.ErrorCode)};\n`,
  ].join('\n');
}

function routers(checker, printer, api) {
  const lines = checker.getPropertiesOfType(api).map((router) => {
    const procedures = checker.getPropertiesOfType(checker.getTypeOfSymbol(router)).map((procedure) => {
      const [input, output] = ['input', 'output'].map((name) => {
        const property = checker.getTypeOfSymbol(procedure).getProperty(name);
        if (!property) throw new Error(`${router.name}.${procedure.name} has no ${name}`);
        return printer.print(checker.getTypeOfSymbol(property), '    ');
      });
      return `    ${procedure.name}: Io<${input}, ${output}>;`;
    });
    return `  ${router.name}: {\n${procedures.join('\n')}\n  };`;
  });
  return `{\n${lines.join('\n')}\n}`;
}

function procedureTypes() {
  const checker = program.getTypeChecker();
  const printer = new TypePrinter(checker);
  const { Procedures } = exportedTypes(checker, 'procedures.ts');
  return `export declare const PROCEDURES: Procedures;\nexport interface Procedures ${printer.print(Procedures)}\n`;
}

/** @returns {Record<string, ts.Type>} */
function exportedTypes(checker, file) {
  const source = program.getSourceFile(join(SRC, file));
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  return Object.fromEntries(exported.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]));
}
