/** A decimal number as sign, significant digits and power of ten: `-1.50e3` is -1, `15`, 2. Zero has no digits. */
interface Decimal {
  sign: 1 | -1;
  digits: string;
  /** Power of ten. May be larger than any double can represent. */
  exponent: bigint;
}

const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether two JSON numbers have the same value, even if written differently: `1.0` and `1`, `-0` and `0`. */
export function sameDecimal(one: string, other: string): boolean {
  return normalizedDecimal(one) === normalizedDecimal(other);
}

/** The same text for all numbers with the same value. */
export function normalizedDecimal(text: string): string {
  const { sign, digits, exponent } = decimalOf(text);
  return digits === '' ? '0' : `${sign < 0 ? '-' : ''}${digits}e${exponent}`;
}

/** Whether the value is an integer: `10`, `1.0`, `1e400`. */
export function isWhole(text: string): boolean {
  return decimalOf(text).exponent >= 0n;
}

/** Negative, zero or positive when `one` is less than, equal to, or greater than `other`. Exact for any length. */
export function compareDecimals(one: string, other: string): number {
  const [a, b] = [decimalOf(one), decimalOf(other)];
  const [signA, signB] = [signOf(a), signOf(b)];
  if (signA !== signB) return signA - signB;
  return signA * compareMagnitudes(a, b);
}

function signOf({ sign, digits }: Decimal): number {
  return digits === '' ? 0 : sign;
}

/** Compares the power of ten of the first digit, then digit by digit, so that large exponents are never expanded. */
function compareMagnitudes(a: Decimal, b: Decimal): number {
  const [powerA, powerB] = [BigInt(a.digits.length) + a.exponent, BigInt(b.digits.length) + b.exponent];
  if (powerA !== powerB) return powerA < powerB ? -1 : 1;
  if (a.digits === b.digits) return 0;
  const length = Math.max(a.digits.length, b.digits.length);
  return a.digits.padEnd(length, '0') < b.digits.padEnd(length, '0') ? -1 : 1;
}

function decimalOf(text: string): Decimal {
  const [, minus, whole = '', fraction = '', power = '0'] = PARTS.exec(text) ?? [];
  const all = whole + fraction;
  // Not `/0+$/`, which takes quadratic time when many zeros precede another digit.
  let [first, end] = [0, all.length];
  while (all[first] === '0') first += 1;
  while (end > first && all[end - 1] === '0') end -= 1;
  const digits = all.slice(first, end);
  const exponent = digits === '' ? 0n : BigInt(power) - BigInt(fraction.length) + BigInt(all.length - end);
  return { sign: minus ? -1 : 1, digits, exponent };
}
