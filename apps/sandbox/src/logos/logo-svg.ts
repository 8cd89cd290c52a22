import { brandColor } from './brand-colors.ts';
import { brandIcon } from './brand-icon.ts';
import { inkOn } from './ink.ts';

const drawn = new Map<string, string>();

/**
 * The logo of an app as an SVG document: the brand's icon, or its initials if there is no free icon, on a rounded
 * tile in the brand's color. Legible on light and dark backgrounds. Depends only on the arguments.
 */
export function logoSvg(slug: string, name: string): string {
  const key = `${slug} ${name}`;
  const known = drawn.get(key);
  if (known !== undefined) return known;
  const svg = draw(slug, name);
  drawn.set(key, svg);
  return svg;
}

function draw(slug: string, name: string): string {
  const icon = brandIcon(slug);
  const color = icon?.color ?? brandColor(slug);
  const ink = inkOn(color);
  const figure = icon ? glyph(icon.path, ink) : letters(name, ink);
  // The border separates a black tile from a dark page, and a white tile from a light one.
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">',
    `<rect width="64" height="64" rx="15" fill="${color}"/>`,
    '<rect x=".75" y=".75" width="62.5" height="62.5" rx="14.25" fill="none" stroke="#808080" stroke-opacity=".35" stroke-width="1.5"/>',
    figure,
    '</svg>',
  ].join('');
}

/** Icons are drawn on a grid of 24. */
function glyph(path: string, ink: string): string {
  return `<path transform="translate(14 14) scale(1.5)" fill="${ink}" d="${path}"/>`;
}

function letters(name: string, ink: string): string {
  const text = initialsOf(name);
  const size = text.length > 1 ? 26 : 34;
  const font = 'font-family="system-ui,-apple-system,Segoe UI,Roboto,sans-serif" font-weight="700"';
  return `<text x="32" y="33" ${font} font-size="${size}" text-anchor="middle" dominant-baseline="central" fill="${ink}">${text}</text>`;
}

/** One letter, or two for a name of several words. Letters and digits only, so there is nothing to escape. */
function initialsOf(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const first = words[0]?.charAt(0).toUpperCase() ?? '?';
  return words.length > 1 ? first + (words[1]?.charAt(0).toUpperCase() ?? '') : first;
}
