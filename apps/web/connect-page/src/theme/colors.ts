/** Red, green and blue from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number];

export const WHITE: Color = [255, 255, 255];
export const BLACK: Color = [0, 0, 0];

/** Of `#rrggbb`; undefined for anything else. */
export function parseColor(value: string | undefined): Color | undefined {
  const digits = /^#([0-9a-f]{6})$/i.exec(value ?? '')?.[1];
  if (digits === undefined) return undefined;
  const number = Number.parseInt(digits, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}

export function formatColor(color: Color): string {
  return `#${color.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** `share` of the first, the rest of the second. */
export function mix(first: Color, second: Color, share: number): Color {
  const part = (index: 0 | 1 | 2) => first[index] * share + second[index] * (1 - share);
  return [part(0), part(1), part(2)];
}

/** WCAG 2.2, definition of contrast ratio: from 1 to 21. */
export function contrast(first: Color, second: Color): number {
  const [light, dark] = [luminance(first), luminance(second)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: Color): number {
  const [red, green, blue] = color.map(linear) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function linear(part: number): number {
  const value = Math.round(part) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The one of black and white that is easier to read on this. */
export function readableOn(background: Color): Color {
  return contrast(BLACK, background) >= contrast(WHITE, background) ? BLACK : WHITE;
}

/** The color, moved toward `to` until it has this contrast to every background. */
export function withContrast(color: Color, backgrounds: Color[], ratio: number): Color {
  const to = readableOn(backgrounds[0] ?? WHITE);
  for (let share = 1; share > 0; share -= 0.05) {
    const moved = mix(color, to, share);
    if (backgrounds.every((background) => contrast(moved, background) >= ratio)) return moved;
  }
  return to;
}
