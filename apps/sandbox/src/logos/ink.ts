const light = '#ffffff';
const dark = '#16181d';

/** White or near-black, whichever stands out more on this colour (WCAG 2.2 contrast); white wins when it is fair. */
export function inkOn(colour: string): string {
  const luminance = relativeLuminance(colour);
  const onWhite = 1.05 / (luminance + 0.05);
  // 3:1 is what graphics need; brands are usually drawn in white.
  return onWhite >= 3 ? light : dark;
}

/** WCAG 2.2 relative luminance of `#rrggbb`, 0 to 1. */
export function relativeLuminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channel(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}
