interface Names {
  browsers: string[];
  walks: string[];
}

/** The browsers and walks that the words of a command line name: all of a kind if none is named. */
export function chosenBy(words: string[], known: Names): Names {
  const unknown = words.filter((word) => !known.browsers.includes(word) && !known.walks.includes(word));
  if (unknown.length > 0) {
    throw new Error(
      `There is no ${unknown.join(', ')}. Browsers: ${known.browsers.join(', ')}. Walks: ${known.walks.join(', ')}.`,
    );
  }
  const among = (names: string[]) => {
    const named = names.filter((name) => words.includes(name));
    return named.length > 0 ? named : names;
  };
  return { browsers: among(known.browsers), walks: among(known.walks) };
}
