/** The part of JSON that TypeScript does not know yet (TC39 proposal "JSON.parse source text access"). */
const { isRawJSON, rawJSON } = JSON as unknown as {
  isRawJSON: (value: unknown) => boolean;
  rawJSON: (text: string) => unknown;
};

/**
 * For `JSON.parse`: a number that JavaScript would format differently keeps its text, and is written back unchanged.
 */
export function exactNumbers(_name: string, value: unknown, { source }: { source?: string } = {}): unknown {
  return typeof value === 'number' && source !== undefined && JSON.stringify(value) !== source
    ? rawJSON(source)
    : value;
}

/** Whether it is such a number, which must not be copied field by field. */
export function isExactNumber(value: unknown): boolean {
  return isRawJSON(value);
}
