/** Leading bytes by which browsers recognize an image (WHATWG MIME Sniffing, section 6.1). */
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const JPEG = Buffer.from('\xff\xd8\xff', 'latin1');

/** The root element may follow an XML declaration, comments and a document type without entities. */
const SVG = /^(?:\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg\b[^>[]*>)*<svg[\s>]/i;

/** The media type of the content itself; undefined if it is not one that we store. */
export function imageTypeOf(content: Buffer): string | undefined {
  if (content.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  if (content.subarray(0, JPEG.length).equals(JPEG)) return 'image/jpeg';
  if (content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  // Entities can expand exponentially: a few lines of them use up a browser's memory.
  return SVG.test(text) && !/<!ENTITY/i.test(text) ? 'image/svg+xml' : undefined;
}
