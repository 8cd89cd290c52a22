/** Letters of a path (RFC 3986, pchar, without `;`), and escapes of two digits. */
const PATH = /^\/(?:[A-Za-z0-9\-._~!$&'()*+,=:@/]|%[0-9A-Fa-f]{2})*$/;

/**
 * What an escape must not hide: anything that some server reads as the end of a segment, as parameters that it drops, or as one more
 * escape.
 */
const HIDDEN = /[\p{Cc}\p{Cf}/\\%?#;]/u;

/** `.`, `..`, and spellings of them: Windows drops dots and blanks at the end of a name. */
const DOTS = /^[.\s]*$/u;

/**
 * The segments of a path as an app reads them; undefined for a path that two servers may read in different ways: `.` and `..`, empty
 * segments, parameters, escaped slashes and dots, double escapes, letters that become one of these when they are normalized, URLs, and
 * a query or fragment.
 */
export function segmentsOf(path: string): string[] | undefined {
  if (!PATH.test(path)) return undefined;
  const segments = path.slice(1).split('/');
  if (segments.at(-1) === '') segments.pop();
  const decoded = segments.map(plainSegment);
  return decoded.includes(undefined) ? undefined : (decoded as string[]);
}

/** Undefined for what cannot be decoded, is empty, or hides something. */
function plainSegment(segment: string): string | undefined {
  try {
    const text = decodeURIComponent(segment);
    const isPlain = [text, text.normalize('NFKC')].every((each) => !HIDDEN.test(each) && !DOTS.test(each));
    return isPlain ? text : undefined;
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

/** Whether a path lies at a prefix or below it, by whole segments. Both have to be plain. */
export function isBelow(path: string, prefix: string): boolean {
  const [segments, start] = [segmentsOf(path), segmentsOf(prefix)];
  return !!segments && !!start && start.every((segment, index) => segment === segments[index]);
}
