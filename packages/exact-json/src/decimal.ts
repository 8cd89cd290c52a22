/** A decimal number as sign, significant digits and power of ten: `-1.50e3` is -1, `15`, 2. Zero has no digits. */
interface Decimal {
  sign: 1 | -1;
  digits: string;
  /** Of ten. A text may name one that no double holds. */
  exponent: bigint;
}

const PARTS = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

/** Whether two JSON numbers have the same value, whatever their texts: `1.0` and `1`, `-0` and `0`. */
export function sameDecimal(one: string, other: string): boolean {
  return normalizedDecimal(one) === normalizedDecimal(other);
}

/** One text for all that have the same value. */
export function normalizedDecimal(text: string): string {
  const { sign, digits, exponent } = decimalOf(text);
  return digits === '' ? '0' : `${sign < 0 ? '-' : ''}${digits}e${exponent}`;
}

/** Whether the value is an integer: `10`, `1.0`, `1e400`. */
export function isWhole(text: string): boolean {
  return decimalOf(text).exponent >= 0n;
}

/** Negative, zero or positive, as `one` is less than, equal to, or more than `other`. Exact, whatever their length. */
export function compareDecimals(one: string, other: string): number {
  const [a, b] = [decimalOf(one), decimalOf(other)];
  const [signA, signB] = [signOf(a), signOf(b)];
  if (signA !== signB) return signA - signB;
  return signA * compareMagnitudes(a, b);
}

function signOf({ sign, digits }: Decimal): number {
  return digits === '' ? 0 : sign;
}

/** By the power of ten of the first digit, then digit by digit: nothing is written out that an exponent makes long. */
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
  // By hand: `/0+$/` takes the square of the time where many zeros stand before another digit.
  let [first, end] = [0, all.length];
  while (all[first] === '0') first += 1;
  while (end > first && all[end - 1] === '0') end -= 1;
  const digits = all.slice(first, end);
  const exponent = digits === '' ? 0n : BigInt(power) - BigInt(fraction.length) + BigInt(all.length - end);
  return { sign: minus ? -1 : 1, digits, exponent };
}
