/** Edits that still count as a typo, as a fraction of the longer name. */
const AT_MOST = 0.5;

/** The name that was probably meant; undefined if none is similar. */
export function nearestOf(given: string, names: string[]): string | undefined {
  const ranked = names
    .filter((name) => Math.abs(name.length - given.length) <= AT_MOST * name.length)
    .map((name) => ({ name, edits: editsBetween(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= AT_MOST * Math.max(name.length, given.length))
    .toSorted((a, b) => a.edits - b.edits);
  return ranked[0]?.name;
}

/** Insertions, deletions and replacements that turn one into the other (Levenshtein distance). */
function editsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of from.split('').entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (row[column - 1] ?? 0) + (letter === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
