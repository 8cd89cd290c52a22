import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, expect, it } from 'vitest';

const CLIENT = join(import.meta.dirname, '..');
const run = promisify(execFile);

let folder: string;
let tarball: Buffer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'patchbay-package-'));
  await run('npm', ['pack', '--loglevel=error', '--pack-destination', folder], { cwd: CLIENT });
  const [name = ''] = readdirSync(folder);
  tarball = readFileSync(join(folder, name));
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', `./${name}`], {
    cwd: folder,
  });
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('npm pack makes a package with its code: once it contained two files, and no error was reported', () => {
  const files = readdirSync(join(folder, 'node_modules/@patchbay/client/dist'));
  expect(files).toEqual(expect.arrayContaining(['index.js', 'index.d.ts', 'webhook.js', 'cjs']));
});

it('its types resolve in every mode, as ES modules and as CommonJS', async () => {
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(tarball)));
  expect(analysis).toMatchObject({ types: { kind: 'included' }, problems: [] });
}, 60_000);

it('its manifest has nothing that publint objects to', async () => {
  const { messages } = await publint({ pkgDir: join(folder, 'node_modules/@patchbay/client'), pack: false });
  expect(messages).toEqual([]);
});

const PROGRAM = `
  verifyWebhook({ body: '{}', headers: {}, secret: 'whsec_AAAA' }).catch(({ code }) =>
    console.log(code, typeof createPatchbayClient));`;

it('is imported and required', async () => {
  const names = '{ createPatchbayClient, verifyWebhook }';
  writeFileSync(join(folder, 'one.mjs'), `import ${names} from '@patchbay/client';${PROGRAM}`);
  writeFileSync(join(folder, 'one.cjs'), `const ${names} = require('@patchbay/client');${PROGRAM}`);
  for (const file of ['one.mjs', 'one.cjs']) {
    const { stdout } = await run(process.execPath, [file], { cwd: folder });
    expect(stdout).toBe('WEBHOOK_INVALID function\n');
  }
});
