/**
 * Builds the package as it is published: one ES module, one CommonJS module, and the declarations of both in one file each, so that
 * every kind of resolution finds them. There are no dependencies: the messages of the contract are bundled.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
/** In the order in which they use each other. */
const DECLARED = ['types', 'open-connect', 'element'].map((name) => join(ROOT, `src/${name}.ts`));

rmSync(DIST, { recursive: true, force: true });
await build({
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  build: {
    target: 'es2022',
    outDir: DIST,
    minify: true,
    lib: {
      entry: join(ROOT, 'src/index.ts'),
      formats: ['es', 'cjs'],
      fileName: (format) => (format === 'es' ? 'index.js' : 'index.cjs'),
    },
  },
});
const declarations = declared();
for (const file of ['index.d.ts', 'index.d.cts']) writeFileSync(join(DIST, file), declarations);

/** Without their imports of each other, as all are in one file. */
function declared() {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  const emit = { ...options, noEmit: false, declaration: true, emitDeclarationOnly: true, outDir: DIST };
  const program = ts.createProgram(DECLARED, emit);
  const texts = DECLARED.map((file) => {
    let text = '';
    program.emit(program.getSourceFile(file), (_name, emitted) => (text = emitted), undefined, true);
    if (text === '') throw new Error(`no declarations of ${file}`);
    return text
      .replaceAll(/^import .*;\n/gm, '')
      .replaceAll(/^export declare function defineElement\(\): void;\n/gm, '');
  });
  return texts.join('\n');
}

/** Its size, as a test and a reader of the build's output want to know it. */
process.stdout.write(`index.js: ${readFileSync(join(DIST, 'index.js')).length} bytes\n`);
