/** `npm run example:host`: a product that embeds Patchbay, beside a running one. */
import { readFileSync } from 'node:fs';
import { ORIGIN, PATCHBAY_URL, PORT } from './addresses.ts';
import { createProduct } from './product.ts';
import { provision } from './provision.ts';

const { INSTALLATION_KEY_FILE = '', KEPT_IN = '', COMPONENT_FOLDER = '', OPENER_POLICY } = process.env;

const installationKey = readFileSync(INSTALLATION_KEY_FILE, 'utf8').trim();
const tenants = await provision({ installationKey, file: KEPT_IN });
const pages = new URL('../pages', import.meta.url).pathname;
createProduct({
  tenants,
  pages,
  component: COMPONENT_FOLDER,
  ...(OPENER_POLICY !== undefined && { openerPolicy: OPENER_POLICY }),
  signal: new AbortController().signal,
}).listen(PORT, '127.0.0.1', () => {
  process.stdout.write(`\nThe example product runs at ${ORIGIN}, with Patchbay at ${PATCHBAY_URL}.\n`);
});
