import { describe, expect, it } from 'vitest';
import { fileErrors, givenFiles, splitFiles } from './file-fields.ts';

const upload = { type: 'object', file_uploadable: true, title: 'File', description: 'The file.' };

describe('the arguments of type file', () => {
  it('are taken apart from the others, alone, nullable or in a list', () => {
    const properties = {
      channel: { type: 'string' },
      file: upload,
      maybe: { anyOf: [upload, { type: 'null' }] },
      list: { type: 'array', items: upload },
    };
    const { files, rest } = splitFiles({ type: 'object', properties, required: ['channel', 'file'] });
    expect(files).toEqual([
      { name: 'file', label: 'File', help: 'The file.', required: true, many: false },
      { name: 'maybe', label: 'maybe', help: '', required: false, many: false },
      { name: 'list', label: 'list', help: '', required: false, many: true },
    ]);
    expect(rest).toEqual({ type: 'object', properties: { channel: { type: 'string' } }, required: ['channel'] });
  });

  it.each([{}, { properties: [] }, { properties: { a: null, b: 1 } }])('there are none in %j', (schema) =>
    expect(splitFiles(schema).files).toEqual([]),
  );
});

describe('chosen files', () => {
  const [one] = splitFiles({ properties: { file: upload }, required: ['file'] }).files;
  const fields = one ? [one, { ...one, name: 'list', required: false, many: true }] : [];
  const of = (bytes: number) => new File([new Uint8Array(bytes)], 'a.txt', { type: 'text/plain;charset=utf-8' });

  it('have to be there where they are needed, and not too many or too large', () => {
    expect(fileErrors(fields, {})).toEqual({ file: 'Select a file.' });
    expect(fileErrors(fields, { file: [of(1)] })).toEqual({});
    expect(fileErrors(fields, { file: [of(2 * 1024 * 1024)], list: [of(1)] })).toHaveProperty(['']);
    expect(fileErrors(fields, { file: [of(1)], list: Array.from({ length: 5 }, () => of(1)) })).toHaveProperty(['']);
  });

  it('are given by their place, in base64', async () => {
    const file = { name: 'a.txt', mimetype: 'text/plain', base64: 'AA==' };
    expect(await givenFiles(fields, { file: [of(1)], list: [of(1), of(1)] })).toEqual({
      file,
      'list.0': file,
      'list.1': file,
    });
  });
});
