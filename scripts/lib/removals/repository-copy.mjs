import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { inRoot, ROOT } from '../repository.mjs';
import { editedText } from './edit.mjs';

/** What is built once and only read. */
const BUILT = 'apps/web/dist';

/**
 * The files of the repository as they are now, committed or not, in a temporary folder with the dependencies of this one. It is
 * gone when this process ends.
 */
export function copyRepository() {
  const copy = mkdtempSync(join(tmpdir(), 'patchbay-removals-'));
  process.on('exit', () => rmSync(copy, { recursive: true, force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  // As root the tests' PostgreSQL runs as another account.
  chmodSync(copy, 0o755);
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  const files = listed.toString().split('\0').filter(Boolean);
  for (const file of files.filter((each) => existsSync(inRoot(each)))) cpSync(inRoot(file), join(copy, file));
  linkDependencies(copy, files);
  if (existsSync(inRoot(BUILT))) symlinkSync(inRoot(BUILT), join(copy, BUILT));
  return copy;
}

/** Links between our own packages are relative, so they stay in the copy; everything else is linked to what is installed here. */
function linkDependencies(copy, files) {
  mkdirSync(join(copy, 'node_modules'));
  for (const name of readdirSync(inRoot('node_modules')).filter(isInstalled))
    symlinkSync(inRoot('node_modules', name), join(copy, 'node_modules', name));
  const packages = files.filter((file) => /^(apps|packages)\/[^/]+\/package\.json$/.test(file)).map(dirname);
  for (const folder of packages.filter((each) => existsSync(inRoot(each, 'node_modules'))))
    cpSync(inRoot(folder, 'node_modules'), join(copy, folder, 'node_modules'), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => isInstalled(basename(path)),
    });
}

/** Hidden folders are of tools, which write to them. */
const isInstalled = (name) => !name.startsWith('.') || name === '.pnpm';

/**
 * Does the work on the copy without these checks, and puts them back.
 * @template Result
 * @param {string} copy
 * @param {import('./edit.mjs').Edit[]} edits
 * @param {() => Promise<Result>} work
 */
export async function withoutChecks(copy, edits, work) {
  const before = new Map(edits.map(({ file }) => [join(copy, file), readFileSync(join(copy, file), 'utf8')]));
  try {
    for (const edit of edits) {
      const path = join(copy, edit.file);
      writeFileSync(path, editedText(readFileSync(path, 'utf8'), edit));
    }
    return await work();
  } finally {
    for (const [path, text] of before) writeFileSync(path, text);
  }
}
