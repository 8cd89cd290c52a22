interface Names {
  browsers: string[];
  walks: string[];
}

/**
 * The browsers and walks that the words of a command line name: all of a kind if none is named. A sentence if there is no
 * such name, because a run of nothing would look like one that passed.
 */
export function chosenBy(words: string[], known: Names): Names | string {
  const unknown = words.filter((word) => !known.browsers.includes(word) && !known.walks.includes(word));
  if (unknown.length > 0) {
    return `There is no ${unknown.join(', ')}. Browsers: ${known.browsers.join(', ')}. Walks: ${known.walks.join(', ')}.`;
  }
  const among = (names: string[]) => {
    const named = names.filter((name) => words.includes(name));
    return named.length > 0 ? named : names;
  };
  return { browsers: among(known.browsers), walks: among(known.walks) };
}
