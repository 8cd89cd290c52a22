import { expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

const accepts = (text: string) => plainText(10).safeParse(text).success;

it('takes what people write', () => {
  for (const text of ['', 'Support', ' Größe ', '日本語', '👩‍🚀', "O'Neil", 'a — b']) expect(accepts(text)).toBe(true);
});

it('takes nothing that cannot be stored, or that disturbs what stands beside it', () => {
  for (const text of ['\0', 'a\nb', '\u001b[2J', '\uD800', '\u202Egpj.exe', 'x'.repeat(11)])
    expect(accepts(text)).toBe(false);
});
