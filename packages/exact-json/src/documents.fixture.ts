/**
 * JSON documents as other programs write them, generated from a seed, with many numbers that JavaScript would change.
 */
export interface Generated {
  /** An object. */
  text: string;
  /** The text of every number in it, by path (`$.a[0]`), in document order. */
  numbers: [place: string, text: string][];
}

type Draw = (below: number) => number;

const ODD_NAMES = [
  '__proto__',
  'constructor',
  'toJSON',
  '',
  '0',
  '10',
  'é🦊',
  'a.b',
  'a b',
  'x'.repeat(300),
  'rawJSON',
  'text',
];
const ODD_STRINGS = ['12345678901234567890', '-0', '1e400', '"', '\\', '{"a":1.0}', '\n', '🦊', 'x: 1.0,', ''];

/** The same documents for the same seed (mulberry32). */
export function* documents(count: number, seed: number): Generator<Generated> {
  for (let n = 0; n < count; n += 1) yield documentOf(drawsFrom(seed + n));
}

function drawsFrom(seed: number): Draw {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function documentOf(draw: Draw): Generated {
  const numbers: Generated['numbers'] = [];
  const levels = draw(10) === 0 ? 12 : 4;
  return { text: objectText({ draw, numbers, place: '$' }, levels), numbers };
}

interface Writing {
  draw: Draw;
  numbers: Generated['numbers'];
  place: string;
}

function valueText(writing: Writing, levels: number): string {
  const { draw, numbers, place } = writing;
  const kind = draw(levels > 0 ? 10 : 6);
  if (kind < 3) {
    const text = numberText(draw);
    numbers.push([place, text]);
    return text;
  }
  if (kind === 3) return JSON.stringify(ODD_STRINGS[draw(ODD_STRINGS.length)]);
  if (kind < 6) return ['true', 'false', 'null'][draw(3)] ?? 'null';
  return kind < 8 ? listText(writing, levels) : objectText(writing, levels);
}

function listText(writing: Writing, levels: number): string {
  const inner = Array.from({ length: writing.draw(5) }, (_, n) =>
    valueText({ ...writing, place: `${writing.place}[${n}]` }, levels - 1),
  );
  return `[${inner.join(',')}]`;
}

/** Names that look like array indexes come first and in order, which is where JavaScript puts them. */
function objectText(writing: Writing, levels: number): string {
  const { draw, place } = writing;
  const names = new Set(Array.from({ length: 1 + draw(5) }, () => nameOf(draw)));
  const isIndex = (name: string) => /^(0|[1-9]\d*)$/.test(name);
  const inOrder = [...names].toSorted((a, b) =>
    isIndex(a) && isIndex(b) ? Number(a) - Number(b) : Number(isIndex(b)) - Number(isIndex(a)),
  );
  const fields = inOrder.map((name) => {
    const key = JSON.stringify(name);
    return `${key}:${valueText({ ...writing, place: `${place}[${key}]` }, levels - 1)}`;
  });
  return `{${fields.join(',')}}`;
}

function nameOf(draw: Draw): string {
  return draw(3) === 0 ? (ODD_NAMES[draw(ODD_NAMES.length)] ?? '') : `f${draw(50)}`;
}

function numberText(draw: Draw): string {
  const sign = draw(3) === 0 ? '-' : '';
  const digits = (length: number) => Array.from({ length }, () => draw(10)).join('');
  const whole = draw(4) === 0 ? '0' : `${1 + draw(9)}${digits(draw(draw(3) === 0 ? 40 : 6))}`;
  const fraction = draw(2) === 0 ? `.${digits(1 + draw(draw(3) === 0 ? 30 : 4))}` : '';
  const exponent = draw(3) === 0 ? `${draw(2) === 0 ? 'e' : 'E'}${['', '+', '-'][draw(3)]}${draw(420)}` : '';
  return `${sign}${whole}${fraction}${exponent}`;
}
