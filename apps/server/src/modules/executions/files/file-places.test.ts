import { ExactNumber } from '@patchbay/exact-json';
import { describe, expect, it } from 'vitest';
import { isFilePlace, namesUploadedFile, takesFiles, withFiles } from './file-places.ts';

const upload = { type: 'object', file_uploadable: true, properties: { s3key: { type: 'string' } } };
const schema = {
  type: 'object',
  properties: {
    text: { type: 'string' },
    file: upload,
    maybe: { anyOf: [upload, { type: 'null' }] },
    list: { type: 'array', items: { oneOf: [{ type: 'string' }, { $ref: '#/$defs/Upload' }] } },
    group: { allOf: [{ properties: { inner: upload } }] },
    loop: { $ref: '#/$defs/Loop' },
  },
  $defs: { Upload: upload, Loop: { anyOf: [{ $ref: '#/$defs/Loop' }] } },
};

describe('a place for a file', () => {
  it.each(['file', 'maybe', 'list.0', 'list.9', 'group.inner'])('is %s', (path) =>
    expect(isFilePlace(schema, path)).toBe(true),
  );
  it.each(['text', 'list', 'list.x', 'group', 'no', '', 'file.s3key', 'loop', '__proto__', 'constructor', 'list.0.0'])(
    'is not %j',
    (path) => expect(isFilePlace(schema, path)).toBe(false),
  );
});

it('an action takes files where its schema says so, at any depth', () => {
  expect([takesFiles(schema), takesFiles({ properties: { text: { description: 'file_uploadable' } } })]).toEqual([
    true,
    false,
  ]);
});

describe('arguments with files', () => {
  const file = { s3key: 'k' };
  const exact = new ExactNumber('1.0');

  it('have each at its place, and the rest as it was', () => {
    const args = { text: exact, list: ['a'] };
    const filled = withFiles(args, [
      ['file', file],
      ['list.1', file],
      ['group.inner', file],
    ]);
    expect(filled).toEqual({ text: exact, file, list: ['a', file], group: { inner: file } });
    expect(filled?.['text']).toBe(exact);
    expect(args).toEqual({ text: exact, list: ['a'] });
  });

  it.each([
    [{ file: 'something' }, 'file'],
    [{ list: [] }, 'list.1'],
    [{ list: ['a'] }, 'list.0'],
    [{ group: 'text' }, 'group.inner'],
    [{ group: new ExactNumber('1.0') }, 'group.inner'],
  ])('%j have no place at %s', (args, path) => expect(withFiles(args, [[path, file]])).toBeUndefined());
});

it.each([
  [{ file: { s3key: 'a' } }, true],
  [{ list: [{ deep: { s3key: 'a' } }] }, true],
  [{ text: 's3key' }, false],
])('%j names an uploaded file: %s', (args, names) => expect(namesUploadedFile(args)).toBe(names));
