/** Leading bytes by which browsers know an image (WHATWG MIME Sniffing, section 6.1). */
const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const JPEG = Buffer.from('\xff\xd8\xff', 'latin1');

/** A prolog, comments and a document type without entities of its own may stand before the root element. */
const SVG = /^(?:\s|<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE\s+svg\b[^>[]*>)*<svg[\s>]/i;

/** The media type that the content itself shows; undefined where it is none of those that we keep. */
export function imageTypeOf(content: Buffer): string | undefined {
  if (content.subarray(0, PNG.length).equals(PNG)) return 'image/png';
  if (content.subarray(0, JPEG.length).equals(JPEG)) return 'image/jpeg';
  if (content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP') return 'image/webp';
  const text = content.toString('utf8').replace(/^\uFEFF/, '');
  // Entities multiply: a few lines of them take all of a browser's memory.
  return SVG.test(text) && !/<!ENTITY/i.test(text) ? 'image/svg+xml' : undefined;
}
