/**
 * Part of `npm run check`: everything that is shipped (the server, the web app, the client, and all their transitive
 * dependencies) has licenses that permit use in a closed-source product. No GPL, LGPL or AGPL, and nothing without a
 * license.
 */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { say } from './lib/progress.mjs';
import { inRoot } from './lib/repository.mjs';

/** SPDX identifiers. Read a license before you add it. */
const ACCEPTED = new Set(
  `0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC-BY-4.0 CC0-1.0 ISC MIT MIT-0 MPL-2.0 OFL-1.1 PostgreSQL
  Python-2.0 Unlicense Zlib`.split(/\s+/),
);

/**
 * Packages without an SPDX identifier, with the license that their license file contains. @type {Record<string,
 * string>}
 */
const READ_BY_HAND = {
  'vaul-vue': 'MIT', // the LICENSE of its repository
};

/** @typedef {{ name: string, version: string, license: string, folder: string }} Package */
/** @type {Map<string, Package>} */
const packages = new Map();

for (const parent of ['apps', 'packages']) {
  for (const name of readdirSync(inRoot(parent))) {
    if (existsSync(inRoot(parent, name, 'package.json'))) visit(inRoot(parent, name));
  }
}

const refused = [...packages.values()].filter(({ name, license }) => !isAccepted(READ_BY_HAND[name] ?? license));
for (const { name, version, license } of refused) say(`${name} ${version}: ${license}`);
say(`${packages.size} packages that are shipped, ${refused.length} with a license that is not accepted`);
process.exitCode = refused.length > 0 ? 1 : 0;

/** @param {string} folder of a package, with its dependencies installed */
function visit(folder) {
  if (packages.has(folder)) return;
  const { name, version, license, licenses, dependencies, optionalDependencies } = read(folder);
  packages.set(folder, { name, version, folder, license: textOf(license ?? licenses) });
  for (const dependency of Object.keys({ ...dependencies, ...optionalDependencies })) {
    const found = find(dependency, folder);
    if (found) visit(found);
    // A dependency for another platform is not installed here.
    else if (!(dependency in (optionalDependencies ?? {}))) throw new Error(`${name}: ${dependency} is not installed`);
  }
}

/** @param {string} folder */
function read(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** Resolves like Node. @param {string} name @param {string} from @returns {string | undefined} */
function find(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return realpathSync(folder);
  const parent = dirname(from);
  return parent === from ? undefined : find(name, parent);
}

/** Older packages have an object, or a list to choose from. @param {unknown} license @returns {string} */
function textOf(license) {
  if (Array.isArray(license)) return license.map(textOf).join(' OR ');
  if (typeof license === 'object' && license !== null && 'type' in license) return String(license.type);
  return typeof license === 'string' ? license : 'none';
}

/** An SPDX expression: one alternative of `OR` is enough, `AND` needs all. @param {string} license */
function isAccepted(license) {
  const choices = license.replaceAll(/[()]/g, '').split(' OR ');
  return choices.some((choice) => choice.split(' AND ').every((each) => ACCEPTED.has(each.trim())));
}
