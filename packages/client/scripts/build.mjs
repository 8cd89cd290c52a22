/**
 * Builds the package as it is published: one JavaScript file and one declaration file per source, as ES modules and as
 * CommonJS, without dependencies. The event stream parser is bundled with its license. The API's types are computed from the router
 * here, so that users of the package need neither the server nor tRPC.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
writeCommonJs();

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

/**
 * The same files as CommonJS, in a folder that says so. Their declarations are copies: a declaration file describes the
 * kind of module that its nearest package.json names.
 */
function writeCommonJs() {
  const folder = join(DIST, 'cjs');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  for (const file of readdirSync(DIST)) {
    if (file.endsWith('.d.ts')) copyFileSync(join(DIST, file), join(folder, file));
    if (!file.endsWith('.js')) continue;
    const { outputText } = ts.transpileModule(readFileSync(join(DIST, file), 'utf8'), { compilerOptions });
    writeFileSync(join(folder, file), outputText);
  }
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
    '/** The same of what an installation key may call on the installation. */',
    `export interface InstallationApi ${routers(checker, printer, types.InstallationApi)}\n`,
    '/** The same of what an installation key may call in one workspace. */',
    `export interface ManagedApi ${routers(checker, printer, types.ManagedApi)}\n`,
    '/** Every event that an endpoint may receive, told apart by its `type`. */',
    `export type OutgoingEvent = ${printer.print(types.OutgoingEvent)};\n`,
    '/** The types of events. */',
    `export type OutgoingEventType = ${printer.print(types.OutgoingEventType)};\n`,
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
  const types = exportedTypes(checker, 'procedures.ts');
  const offered = {
    PROCEDURES: 'Procedures',
    INSTALLATION_PROCEDURES: 'InstallationProcedures',
    MANAGED_PROCEDURES: 'ManagedProcedures',
  };
  return Object.entries(offered)
    .map(
      ([name, type]) =>
        `export declare const ${name}: ${type};\nexport interface ${type} ${printer.print(types[type])}\n`,
    )
    .join('\n');
}

/** @returns {Record<string, ts.Type>} */
function exportedTypes(checker, file) {
  const source = program.getSourceFile(join(SRC, file));
  const exported = checker.getExportsOfModule(checker.getSymbolAtLocation(source));
  return Object.fromEntries(exported.map((symbol) => [symbol.name, checker.getDeclaredTypeOfSymbol(symbol)]));
}
