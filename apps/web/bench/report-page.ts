import type { Measured } from './lighthouse.ts';

const LEAST_SCORE = 0.95;
const MOST_SHIFT = 0.02;
/** Of the blocking time, as a multiple of the bare page's. */
const MOST_BLOCKING = 1.5;

interface Compared {
  ours: Measured;
  /** The bare Vue page, measured in the same run. */
  theirs: Measured;
  judged: (keyof Measured['scores'])[];
}

/** Prints the figures of a page; the process ends with 1 if one misses its bound. */
export function reportPage(page: string, { ours, theirs, judged }: Compared): void {
  const ratio = ours.blocking / theirs.blocking;
  const lines = [
    ...judged.map((name) =>
      line(`${name} ${ours.scores[name]} (at least ${LEAST_SCORE})`, ours.scores[name] >= LEAST_SCORE),
    ),
    line(`layout shift ${ours.shift.toFixed(3)} (less than ${MOST_SHIFT})`, ours.shift < MOST_SHIFT),
    line(
      `blocking time ${ours.blocking.toFixed(0)} ms, a bare Vue page ${theirs.blocking.toFixed(0)} ms: ${ratio.toFixed(2)} (at most ${MOST_BLOCKING})`,
      // Neither blocks at all: 0 / 0.
      ours.blocking === 0 || ratio <= MOST_BLOCKING,
    ),
    ...ours.failures.map((title) => `       ${title}`),
  ];
  process.stdout.write(`${page}\n${lines.join('\n')}\n`);
}

function line(figure: string, isGood: boolean): string {
  if (!isGood) process.exitCode = 1;
  return `  ${isGood ? 'ok  ' : 'OVER'} ${figure}`;
}
