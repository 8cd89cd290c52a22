/** Words that a search reads: at most this many, so that a query stays short. */
const MAX_WORDS = 8;

/** The words of a text in lower case, without accents and punctuation: "Créme-Brûlée.io" is `creme`, `brulee`, `io`. */
export function wordsOf(text: string): string[] {
  return (
    plain(text)
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** A text as one word, so that blanks and hyphens do not matter: "hub spot" and "Hub-Spot" are `hubspot`. */
export function squashed(text: string): string {
  return wordsOf(text).join('');
}

/** The words of a name, with the parts of a compound: "ClickUp" is `clickup`, `click`, `up`. */
export function wordsOfName(name: string): string[] {
  const parts = plain(name).replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return [...new Set([...wordsOf(name), ...wordsOf(parts), squashed(name)])];
}

/** The words of what a person typed. */
export function typedWords(search: string): string[] {
  return [...new Set(wordsOf(search))].slice(0, MAX_WORDS);
}

const plain = (text: string) => text.normalize('NFKD').replaceAll(/\p{M}/gu, '');
