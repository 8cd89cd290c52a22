/** A word of fewer letters is never corrected: too many others are one letter away. */
const SHORTEST = 3;
/** From this length on, two mistakes are allowed. */
const LONG = 8;
/** A longer word is not corrected: its variants would be thousands. */
const LONGEST = 24;

const mistakesOf = (word: string) => (word.length < SHORTEST || word.length > LONGEST ? 0 : word.length < LONG ? 1 : 2);

/**
 * The word, and what is left of it after leaving out one letter (two of a long word). Two words that share a variant
 * are a few edits apart, swapped letters included. This is the symmetric delete algorithm (SymSpell), which finds
 * corrections by equality, so by any index.
 */
export function variantsOf(word: string): string[] {
  let latest = new Set([word]);
  const all = new Set(latest);
  for (let mistake = 0; mistake < mistakesOf(word); mistake += 1) {
    latest = new Set([...latest].flatMap(withoutOneLetter));
    for (const variant of latest) all.add(variant);
  }
  return [...all];
}

/** Of the words that share a variant with the typed one, those that need the fewest edits; none if that is too many. */
export function closest(typed: string, candidates: readonly string[]): string[] {
  const measured = candidates.map((word) => ({ word, edits: editsBetween(typed, word) }));
  const fewest = Math.min(...measured.map(({ edits }) => edits));
  if (fewest > mistakesOf(typed)) return [];
  return measured.filter(({ edits }) => edits === fewest).map(({ word }) => word);
}

const withoutOneLetter = (word: string) => Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));

/** Letters added, left out, replaced, or swapped with their neighbor (optimal string alignment distance). */
export function editsBetween(one: string, other: string): number {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= one.length; row += 1) rows.push(nextRow(one, other, rows));
  return rows.at(-1)?.at(-1) ?? 0;
}

function nextRow(one: string, other: string, rows: number[][]): number[] {
  const row = rows.length;
  const [above = [], twoAbove = []] = [rows[row - 1], rows[row - 2]];
  const next = [row];
  for (let column = 1; column <= other.length; column += 1) {
    const replaced = (above[column - 1] ?? 0) + (one[row - 1] === other[column - 1] ? 0 : 1);
    const edits = Math.min(replaced, (above[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1);
    const isSwap = column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
    next.push(isSwap ? Math.min(edits, (twoAbove[column - 2] ?? 0) + 1) : edits);
  }
  return next;
}
