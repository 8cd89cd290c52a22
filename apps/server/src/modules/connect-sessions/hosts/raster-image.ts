/** The only kinds of pictures that are taken: none of them can contain a script. */
export type RasterType = 'image/png' | 'image/jpeg' | 'image/webp';

interface RasterImage {
  type: RasterType;
  width: number;
  height: number;
}

/**
 * What a file says it is by its own bytes, whatever it was called. Its parts have to fill the file to the last byte: a file that is a
 * picture and something else besides, such as a page or an archive after the picture, is none. Undefined for everything else, SVG among it.
 */
export function rasterImageOf(content: Buffer): RasterImage | undefined {
  try {
    return pngOf(content) ?? jpegOf(content) ?? webpOf(content);
  } catch (error) {
    // A length that leads out of the file.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

const PNG = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
/** Of a chunk besides its data: length, type and checksum (PNG, section 5.3). */
const PNG_CHUNK_BYTES = 12;

function pngOf(content: Buffer): RasterImage | undefined {
  if (!content.subarray(0, PNG.length).equals(PNG) || chunkName(content, PNG.length) !== 'IHDR') return undefined;
  let at = PNG.length;
  while (chunkName(content, at) !== 'IEND') at += content.readUInt32BE(at) + PNG_CHUNK_BYTES;
  if (at + PNG_CHUNK_BYTES !== content.length || content.readUInt32BE(at) !== 0) return undefined;
  return { type: 'image/png', width: content.readUInt32BE(16), height: content.readUInt32BE(20) };
}

function chunkName(content: Buffer, at: number): string {
  // Reads past the end throw, so a file without an end is none.
  content.readUInt32BE(at + 4);
  return content.toString('latin1', at + 4, at + 8);
}

/** Markers (ITU-T T.81, table B.1). */
const START = 0xd8;
const END = 0xd9;
const SCAN = 0xda;
/** Frame headers: `C0` to `CF` besides the tables `C4`, `C8` and `CC`. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

function jpegOf(content: Buffer): RasterImage | undefined {
  if (content.length < 4 || content.readUInt16BE(0) !== (0xff00 | START)) return undefined;
  let size: { width: number; height: number } | undefined;
  for (let at = 2; content.readUInt8(at) === 0xff;) {
    const marker = content.readUInt8(at + 1);
    if (marker === END) return at + 2 === content.length && size ? { type: 'image/jpeg', ...size } : undefined;
    if (isFrame(marker)) size = { height: content.readUInt16BE(at + 5), width: content.readUInt16BE(at + 7) };
    at += 2 + content.readUInt16BE(at + 2);
    if (marker === SCAN) at = afterScan(content, at);
  }
  return undefined;
}

/** In the data of a scan `FF` is followed by `00` or by a restart marker; any other marker ends it. */
function afterScan(content: Buffer, from: number): number {
  for (let at = content.indexOf(0xff, from); at >= 0; at = content.indexOf(0xff, at + 2)) {
    const next = content.readUInt8(at + 1);
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw new RangeError('a scan without an end');
}

/** RFC 9649, section 2. */
function webpOf(content: Buffer): RasterImage | undefined {
  const isWebp = content.toString('latin1', 0, 4) === 'RIFF' && content.toString('latin1', 8, 12) === 'WEBP';
  if (!isWebp || content.readUInt32LE(4) + 8 !== content.length) return undefined;
  let size: { width: number; height: number } | undefined;
  let at = 12;
  for (; at < content.length;) {
    size ??= webpSize(content, at);
    const length = content.readUInt32LE(at + 4);
    at += 8 + length + (length % 2);
  }
  return size && at === content.length ? { type: 'image/webp', ...size } : undefined;
}

function webpSize(content: Buffer, at: number): { width: number; height: number } | undefined {
  const data = at + 8;
  switch (content.toString('latin1', at, at + 4)) {
    case 'VP8X':
      return { width: content.readUIntLE(data + 4, 3) + 1, height: content.readUIntLE(data + 7, 3) + 1 };
    case 'VP8L': {
      const bits = content.readUInt32LE(data + 1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8 ':
      return { width: content.readUInt16LE(data + 6) & 0x3fff, height: content.readUInt16LE(data + 8) & 0x3fff };
    default:
      return undefined;
  }
}
