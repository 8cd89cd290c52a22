import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of proc(5) in a second, on every Linux there is. */
const TICKS_PER_SECOND = 100;

/** Seconds of a processor that these processes have used so far. */
export function processorSeconds(pids: number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS_PER_SECOND;
}

/** The PostgreSQL server whose main process this is, with all its children. */
export function familyOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [parent, ...pids.map(Number).filter((pid) => statOf(pid)?.[1] === String(parent))];
}

function ticksOf(pid: number): number {
  const stat = statOf(pid) ?? [];
  // Its own in user and kernel mode, and the same of the children that it has seen end.
  return stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/** The fields after the name, which may hold anything; from the third of proc_pid_stat(5) on. Undefined when it has ended. */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // It has ended since it was listed.
  }
}
