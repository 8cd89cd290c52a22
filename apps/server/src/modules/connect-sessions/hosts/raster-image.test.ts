import { describe, expect, it } from 'vitest';
import { JPEG, PNG, WEBP } from '../../../../test/support/pictures.ts';
import { rasterImageOf } from './raster-image.ts';

const html = Buffer.from('<script>alert(1)</script>');
const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, 2 + html.length]), html]);

describe('what is taken as a picture', () => {
  it.each([
    ['image/png', PNG],
    ['image/jpeg', JPEG],
    ['image/webp', WEBP],
  ])('%s, with its size', (type, content) => {
    expect(rasterImageOf(content)).toEqual({ type, width: 3, height: 2 });
  });

  it('a comment in a JPEG, which is part of the picture', () => {
    const commented = Buffer.concat([JPEG.subarray(0, 2), comment, JPEG.subarray(2)]);
    expect(rasterImageOf(commented)?.type).toBe('image/jpeg');
  });
});

describe('what is not', () => {
  it.each([
    ['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['SVG after a byte order mark', Buffer.from('\ufeff<?xml version="1.0"?><svg/>')],
    ['GIF', Buffer.from('GIF89a\x01\x00\x01\x00\x00\x00\x00;', 'latin1')],
    ['HTML', html],
    ['nothing', Buffer.alloc(0)],
    ['the signature of a PNG alone', PNG.subarray(0, 8)],
    [
      'a PNG whose chunk leads out of the file',
      Buffer.concat([PNG.subarray(0, 8), Buffer.from('\xff\xff\xff\xffIHDR', 'latin1')]),
    ],
    ['a JPEG without a frame', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
    ['a WebP without a picture', Buffer.concat([Buffer.from('RIFF\x04\x00\x00\x00WEBP', 'latin1')])],
  ])('%s', (_, content) => {
    expect(rasterImageOf(content)).toBeUndefined();
  });

  it.each([PNG, JPEG, WEBP])('a picture with something after it, or with its end cut off', (content) => {
    expect(rasterImageOf(Buffer.concat([content, html]))).toBeUndefined();
    for (let length = 0; length < content.length; length++)
      expect(rasterImageOf(content.subarray(0, length))).toBeUndefined();
  });

  it.each([PNG, JPEG, WEBP])('something before it', (content) => {
    expect(rasterImageOf(Buffer.concat([html, content]))).toBeUndefined();
  });
});

it('any change of a byte gives a picture or none, and never an error', () => {
  for (const content of [PNG, JPEG, WEBP])
    for (let at = 0; at < content.length; at++)
      for (const value of [0, 1, 0x7f, 0x80, 0xff]) {
        const changed = Buffer.from(content);
        changed[at] = value;
        expect(() => rasterImageOf(changed)).not.toThrow();
      }
});
