const light = '#ffffff';
const dark = '#16181d';

/** White if it has enough contrast on this color (WCAG 2.2), otherwise near-black. */
export function inkOn(color: string): string {
  const luminance = relativeLuminance(color);
  const onWhite = 1.05 / (luminance + 0.05);
  // Brands are usually drawn in white; at 2.5:1 a shape of this size is still recognizable.
  return onWhite >= 2.5 ? light : dark;
}

/** WCAG 2.2 relative luminance of `#rrggbb`, 0 to 1. */
export function relativeLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    channel(Number.parseInt(color.slice(at, at + 2), 16) / 255),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channel(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
