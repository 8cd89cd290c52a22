import { expect, it } from 'vitest';
import { fileName } from './file-name.ts';

it.each([
  ['report.pdf', 'report.pdf'],
  ['Müller – Übersicht.pdf', 'Müller – Übersicht.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['C:\\temp\\a.txt', 'a.txt'],
  ['.htaccess', 'htaccess'],
  ['a.txt ..', 'a.txt'],
  ['a\0b\r\nc.txt', 'abc.txt'],
  ['a\u202Egpj.exe', 'agpj.exe'],
  ['a<b>:"|?*%#.txt', 'a_b________.txt'],
  ['..', 'file'],
  ['/', 'file'],
])('%j is called %j', (given, name) => expect(fileName(given)).toBe(name));

it('a long name keeps its extension', () => {
  const name = fileName(`${'ä'.repeat(300)}.docx`);
  expect([Array.from(name).length, name.endsWith('ä.docx')]).toEqual([150, true]);
});
