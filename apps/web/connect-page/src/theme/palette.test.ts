import { describe, expect, it } from 'vitest';
import { contrast, parseColor } from './colors.ts';
import { isDark, paletteOf } from './palette.ts';

/** Deterministic, as a failure has to come again. */
function* colors(count: number): Generator<string> {
  let state = 1;
  for (let index = 0; index < count; index += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield `#${(state >>> 8).toString(16).padStart(6, '0')}`;
  }
}

const ratio = (first: string, second: string) => contrast(parseColor(first)!, parseColor(second)!);

function tooPale(theme: Parameters<typeof paletteOf>[0], dark: boolean): string[] {
  const p = paletteOf(theme, dark);
  const text = (['text', 'muted', 'link'] as const).flatMap((name) =>
    (['background', 'surface', 'raised'] as const).map((on) => [name, on] as const),
  );
  const others = [
    ['on-accent', 'accent'],
    ['good', 'good-surface'],
    ['bad', 'bad-surface'],
    ['warning', 'warning-surface'],
    ['text', 'bad-surface'],
    ['text', 'warning-surface'],
    ['bad', 'background'],
  ] as const;
  const controls = (['control', 'accent'] as const).flatMap((name) => [[name, 'background'] as const]);
  return [
    ...[...text, ...others].filter(([name, on]) => ratio(p[name], p[on]) < 4.49),
    ...controls.filter(([name, on]) => ratio(p[name], p[on]) < 2.99),
  ].map(([name, on]) => `${name} on ${on}: ${ratio(p[name], p[on]).toFixed(2)} with ${JSON.stringify(theme)}`);
}

describe('paletteOf', () => {
  it('keeps its own colors readable in both modes', () => {
    expect([...tooPale({}, false), ...tooPale({}, true)]).toEqual([]);
  });

  it('keeps text readable whatever colors a host asks for', () => {
    const given = [...colors(900)];
    const problems = given.flatMap((background, index) =>
      tooPale({ background, text: given[(index + 1) % 900]!, accent: given[(index + 2) % 900]! }, index % 2 === 0),
    );
    expect(problems).toEqual([]);
  });

  it('keeps a host’s colors where they can be read', () => {
    const palette = paletteOf({ background: '#ffffff', accent: '#5b21b6', text: '#1f2937' }, true);
    expect([palette.background, palette.accent, palette.text]).toEqual(['#ffffff', '#5b21b6', '#1f2937']);
  });

  it('takes the mode from the background if there is one', () => {
    expect(isDark({ mode: 'light', background: '#101418' }, false)).toBe(true);
    expect(isDark({ mode: 'dark' }, false)).toBe(true);
    expect([isDark({}, true), isDark({ mode: 'system' }, false)]).toEqual([true, false]);
  });
});
