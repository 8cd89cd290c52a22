import { afterEach, describe, expect, it, vi } from 'vitest';
import { compareDecimals, isWhole, sameDecimal } from './decimal.ts';
import { documents } from './documents.fixture.ts';
import { exactNumber, ExactNumber, parseJson, plainNumber, UnkeptJsonError, writeJson } from './exact-json.ts';

const CHANGED = [
  '12345678901234567890',
  '0.1000000000000000055',
  '1e400',
  '1E+2',
  '-0',
  '1.0',
  '10.50',
  '1e21',
  '0.0000001',
];
const KEPT = ['0', '1', '-1', '0.1', '9007199254740991', '-0.5', '1e+21', '1e-7', '0.000001'];

const LONG = process.env['PATCHBAY_ATTACK'] === 'full';

describe('parsing', () => {
  it.each(CHANGED)('keeps the text of %s, which a number would change', (text) => {
    const value = parseJson(`[${text},{"a":${text}}]`);
    expect(value).toEqual([new ExactNumber(text), { a: new ExactNumber(text) }]);
    expect(writeJson(value)).toBe(`[${text},{"a":${text}}]`);
    expect(JSON.stringify(value)).toBe(`[${text},{"a":${text}}]`);
  });

  it.each(KEPT)('leaves %s a number', (text) => expect(parseJson(text)).toBe(Number(text)));

  it('changes no strings or names that look like numbers', () => {
    const text = String.raw`{"1.0":"1e400","a\"-0":["-0, 1.0","\\"],"__proto__":{"x":1.0}}`;
    expect(writeJson(parseJson(text))).toBe(text);
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it.each(['{12345678901234567890:1}', '01', '1.', '-', '[1e]', '00012345678901234567890', '+1', '[1.0', 'NaN', ''])(
    'refuses %s, which is no JSON',
    (text) => expect(() => parseJson(text)).toThrow(SyntaxError),
  );

  it.each(['{"a":1,"a":2}', '[{"b":{"a":1,"\\u0061":1}}]', '{"__proto__":1,"__proto__":2}'])(
    'refuses %s: a field twice would silently lose one',
    (text) => {
      expect(() => parseJson(text)).toThrow(UnkeptJsonError);
      expect(() => parseJson(text, { repeatedNames: 'last' })).not.toThrow();
    },
  );

  it('refuses an exponent of 200,000 digits, which took a third of a second to compare', () => {
    const power = (digits: number) => `[1e${'9'.repeat(digits)}]`;
    expect(writeJson(parseJson(power(30)))).toBe(power(30));
    for (const digits of [31, 200_000]) expect(() => parseJson(power(digits))).toThrow(UnkeptJsonError);
    expect(() => parseJson(`1e${'0'.repeat(200_000)}1`)).toThrow(UnkeptJsonError);
  });

  it('refuses nesting that could overflow the stack', () => {
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(parseJson(nested(500))).toBeDefined();
    for (const levels of [501, 200_000]) expect(() => parseJson(nested(levels))).toThrow(UnkeptJsonError);
  });
});

describe('generated documents', () => {
  it(`are written back unchanged, with every number`, () => {
    let numbers = 0;
    for (const document of documents(LONG ? 10_000 : 500, 20_261_206)) {
      const value = parseJson(document.text);
      expect(writeJson(value)).toBe(document.text);
      expect(numbersOf(value)).toEqual(document.numbers);
      numbers += document.numbers.length;
    }
    expect(numbers).toBeGreaterThan(1_000);
  });
});

describe('an exact number', () => {
  it('is its text, and a number only if that is equal', () => {
    expect(String(new ExactNumber('1e400'))).toBe('1e400');
    expect(Number(new ExactNumber('1.50'))).toBe(1.5);
    expect(() => Number(new ExactNumber('12345678901234567890'))).toThrow(RangeError);
    expect(() => (new ExactNumber('1e400') as unknown as number) > 1).toThrow(RangeError);
    expect(new ExactNumber('12345678901234567890').toBigInt()).toBe(12345678901234567890n);
    expect(plainNumber(new ExactNumber('1.0'))).toBe(1);
    expect(plainNumber(new ExactNumber('1e400'))).toEqual(new ExactNumber('1e400'));
  });

  it('can only be made from a number', () => {
    for (const text of ['1,"admin":true', '01', 'NaN', '', ' 1', '0x10']) {
      expect(() => new ExactNumber(text)).toThrow(SyntaxError);
      expect(() => exactNumber(text)).toThrow(SyntaxError);
    }
  });
});

describe('writing', () => {
  it('accepts a bigint, and refuses what JSON would turn into null', () => {
    expect(writeJson({ id: 12345678901234567890n })).toBe('{"id":12345678901234567890}');
    for (const value of [Number.NaN, Infinity]) expect(() => writeJson({ value })).toThrow(RangeError);
  });

  describe('in a runtime that cannot write a number by its text', () => {
    afterEach(() => vi.unstubAllGlobals());

    it('still writes it, and gives its text to JSON.stringify', async () => {
      vi.resetModules();
      vi.stubGlobal('JSON', { parse: JSON.parse, stringify: JSON.stringify });
      const old = await import('./exact-json.ts');
      const text = '{"a":[1.0,{"b":1e400}],"c":"1.0"}';
      expect(old.WRITES_EXACTLY).toBe(false);
      expect(old.writeJson(old.parseJson(text))).toBe(text);
      expect(old.writeJson({ id: 5n })).toBe('{"id":5}');
      expect(JSON.stringify(old.parseJson('{"a":1.0}'))).toBe('{"a":"1.0"}');
    });
  });
});

describe('decimals', () => {
  it('are compared by their value, at any length', () => {
    const inOrder = [
      '-1e999999999999999999999',
      '-2',
      '-1.5',
      '-0',
      '1e-400',
      '0.1',
      '0.10000000000000000001',
      '9e3',
      '1e4',
    ];
    inOrder.forEach((one, n) =>
      inOrder.forEach((other, m) =>
        expect(Math.sign(compareDecimals(one, other)) === Math.sign(n - m), `${one} and ${other}`).toBe(true),
      ),
    );
    expect(sameDecimal('1.0', '10e-1')).toBe(true);
    expect(sameDecimal('-0', '0.00')).toBe(true);
    expect(['1.0', '1e400', '-0', '150e-1', '1e-1'].map(isWhole)).toEqual([true, true, true, true, false]);
  });
});

function numbersOf(value: unknown, place = '$'): [string, string][] {
  if (typeof value === 'number') return [[place, String(value)]];
  if (value instanceof ExactNumber) return [[place, value.text]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    numbersOf(inner, Array.isArray(value) ? `${place}[${name}]` : `${place}[${JSON.stringify(name)}]`),
  );
}
