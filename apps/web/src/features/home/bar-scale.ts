/** The end of an axis that starts at zero: a number of one digit, 2.5 or 5 and zeros, at least 4, and not below `most`. Pure. */
export function axisEnd(most: number): number {
  if (most <= 4) return 4;
  const size = 10 ** Math.floor(Math.log10(most));
  const step = [1, 2, 2.5, 5, 10].find((factor) => most <= factor * size && Number.isInteger(factor * size)) ?? 10;
  return step * size;
}

export interface Bar {
  /** Percent of the height of the chart. */
  succeeded: number;
  failed: number;
}

/** The two parts of each bar. What is there at all is at least visible. Pure. */
export function barsOf(days: readonly { count: number; failed: number }[]): Bar[] {
  const end = axisEnd(Math.max(0, ...days.map(({ count }) => count)));
  const share = (count: number) => (count === 0 ? 0 : Math.max(MIN_PERCENT, (count / end) * 100));
  return days.map(({ count, failed }) => ({ succeeded: share(count - failed), failed: share(failed) }));
}

const MIN_PERCENT = 1.5;
