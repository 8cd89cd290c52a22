import { existsSync, readFileSync } from 'node:fs';

/** Starts counting; the returned function reports the share of all CPU time that the host gave to other machines. */
export function watchStolenTime(): () => number {
  const before = read();
  return () => {
    const now = read();
    return (now.stolen - before.stolen) / (now.all - before.all || 1);
  };
}

/** Ticks since the machine's start, from proc_stat(5). All zero without such a file. */
function read(): { stolen: number; all: number } {
  const text = existsSync('/proc/stat') ? readFileSync('/proc/stat', 'utf8') : '';
  const ticks = (text.split('\n')[0] ?? '').split(/\s+/).slice(1, 9).map(Number);
  return { stolen: ticks[7] ?? 0, all: ticks.reduce((sum, each) => sum + each, 0) };
}
