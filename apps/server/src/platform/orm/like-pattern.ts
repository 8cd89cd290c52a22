/** A LIKE pattern for "contains this text", with the text's own wildcards taken literally. */
export function likePattern(text: string): string {
  return `%${prefixPattern(text)}`;
}

/** The same for "begins with". */
export function prefixPattern(text: string): string {
  return `${text.replace(/[\\%_]/g, '\\$&')}%`;
}
