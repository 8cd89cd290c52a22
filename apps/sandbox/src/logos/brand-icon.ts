import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ownValue } from '../catalog/own-value.ts';
import { iconAliases } from './icon-aliases.ts';

/** A brand's icon on a grid of 24, and its color as `#rrggbb`. */
export interface BrandIcon {
  path: string;
  color: string;
}

// The package's module is one file of 5 MB; its single icon files have a few hundred bytes each.
const require = createRequire(import.meta.url);
const packageFolder = dirname(require.resolve('simple-icons'));

let colors: Map<string, string> | undefined;

/** The icon of an app, or null when simple-icons has none. */
export function brandIcon(slug: string): BrandIcon | null {
  const icon = ownValue(iconAliases, slug) ?? slug.replaceAll('_', '');
  const color = icon === '' ? undefined : colorOf(icon);
  const file = join(packageFolder, 'icons', `${icon}.svg`);
  if (color === undefined || !existsSync(file)) return null;
  const path = /<path d="([^"]+)"/.exec(readFileSync(file, 'utf8'))?.[1];
  return path === undefined ? null : { path, color };
}

function colorOf(icon: string): string | undefined {
  colors ??= readColors();
  return colors.get(icon);
}

function readColors(): Map<string, string> {
  const rows: unknown = JSON.parse(readFileSync(join(packageFolder, 'data', 'simple-icons.json'), 'utf8'));
  if (!Array.isArray(rows)) throw new Error('simple-icons changed the shape of its data');
  return new Map(rows.map((row: { slug: string; hex: string }) => [row.slug, `#${row.hex.toLowerCase()}`]));
}
