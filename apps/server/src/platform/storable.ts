/** A text from elsewhere, as PostgreSQL can hold it: without NUL and half characters, which JSON can carry. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** The same for a whole value that goes into a jsonb column. */
export function storableJson(value: unknown): string {
  // Every escape is read, so that the `u0000` after a backslash that is itself escaped is left alone.
  return JSON.stringify(value).replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (escape) =>
    escape === '\\u0000' || escape.startsWith('\\ud') ? String.raw`\ufffd` : escape,
  );
}
