import type { ConnectTheme } from '@patchbay/contracts';
import {
  BLACK,
  type Color,
  contrast,
  formatColor,
  mix,
  parseColor,
  readableOn,
  WHITE,
  withContrast,
} from './colors.ts';

/** WCAG 2.2: text (1.4.3), and borders of controls (1.4.11). */
const TEXT = 4.5;
const CONTROL = 3;

const DARK: Color = [22, 26, 31];
const ACCENT: Color = [9, 99, 115];
const INK: Color = [26, 30, 36];
const CHALK: Color = [236, 239, 243];
/** Below this, text on a background has no contrast to spare for surfaces. */
const SPARE = 8;

/** The custom properties of the page's style sheet. */
export type Palette = Record<
  | 'background'
  /** Behind cards, where the page is on its own. */
  | 'ground'
  | 'card'
  | 'surface'
  | 'raised'
  | 'text'
  | 'muted'
  | 'line'
  | 'control'
  | 'accent'
  | 'on-accent'
  | 'link'
  | 'good'
  | 'good-surface'
  | 'bad'
  | 'bad-surface'
  | 'warning'
  | 'warning-surface',
  string
>;

/**
 * The colors of a page, from what the host asked for. Its text stays readable whatever that was: a color without enough contrast
 * is moved toward black or white.
 */
export function paletteOf(theme: ConnectTheme, prefersDark: boolean): Palette {
  const background = parseColor(theme.background) ?? (isDark(theme, prefersDark) ? DARK : WHITE);
  const ink = readableOn(background);
  const shade = contrast(ink, background) < SPARE ? opposite(ink) : ink;
  const surface = mix(background, shade, 0.965);
  const raised = mix(background, shade, 0.93);
  const all = [background, surface, raised];
  const text = withContrast(parseColor(theme.text) ?? (ink === BLACK ? INK : CHALK), all, 7);
  const accent = withContrast(parseColor(theme.accent) ?? ACCENT, [background, surface], CONTROL);
  const dark = isDark(theme, prefersDark);
  const colors = {
    background,
    ground: dark ? background : surface,
    card: dark ? surface : background,
    surface,
    raised,
    text,
    muted: withContrast(mix(text, background, 0.7), all, TEXT),
    line: mix(text, background, 0.16),
    control: withContrast(mix(text, background, 0.5), [background, surface], CONTROL),
    accent,
    'on-accent': contrast(WHITE, accent) >= TEXT ? WHITE : readableOn(accent),
    link: withContrast(accent, all, TEXT),
    ...tinted('good', [26, 127, 75], { background, raised, text }),
    ...tinted('bad', [190, 40, 40], { background, raised, text }),
    ...tinted('warning', [150, 90, 0], { background, raised, text }),
  };
  return Object.fromEntries(Object.entries(colors).map(([name, color]) => [name, formatColor(color)])) as Palette;
}

/** A background without the other mode's text would be unreadable, so it decides about the mode. */
export function isDark({ mode = 'system', background }: ConnectTheme, prefersDark: boolean): boolean {
  const given = parseColor(background);
  if (given) return readableOn(given) !== BLACK;
  return mode === 'system' ? prefersDark : mode === 'dark';
}

function opposite(color: Color): Color {
  return color === BLACK ? WHITE : BLACK;
}

/** A color for words on its own tint, and on the background. Where the tint would be unreadable there is none. */
function tinted<Name extends string>(
  name: Name,
  color: Color,
  { background, raised, text }: Record<'background' | 'raised' | 'text', Color>,
) {
  const tint = mix(color, background, 0.12);
  const surface = contrast(text, tint) >= TEXT ? tint : raised;
  const readable = withContrast(color, [surface, background], TEXT);
  const isReadable = [surface, background].every((each) => contrast(readable, each) >= TEXT);
  return { [name]: isReadable ? readable : text, [`${name}-surface`]: surface } as Record<
    Name | `${Name}-surface`,
    Color
  >;
}
