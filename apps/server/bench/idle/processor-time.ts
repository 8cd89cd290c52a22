import { readdirSync, readFileSync } from 'node:fs';

/** proc(5) ticks per second, the same on every Linux. */
const TICKS_PER_SECOND = 100;

/** CPU seconds that these processes have used so far. */
export function processorSeconds(pids: number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / TICKS_PER_SECOND;
}

/** A PostgreSQL server with this main process, and all its children. */
export function familyOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return [parent, ...pids.map(Number).filter((pid) => statOf(pid)?.[1] === String(parent))];
}

function ticksOf(pid: number): number {
  const stat = statOf(pid) ?? [];
  // Its own time in user and kernel mode, and the same of its ended children.
  return stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0);
}

/**
 * The fields after the name, which may contain anything, from the third of proc_pid_stat(5) on. Undefined when it has
 * ended.
 */
function statOf(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined; // It has ended since it was listed.
  }
}
