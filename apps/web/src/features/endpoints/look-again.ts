import { onScopeDispose, watch } from 'vue';
import { serverNow } from '../../shared/server-clock.ts';

const SOONEST_MS = 1_000;
const LATEST_MS = 60_000;
/** What an attempt may take until its outcome is written down. */
const ATTEMPT_MS = 500;

/**
 * How long to wait before it is worth asking what became of deliveries that are due at these times, milliseconds. Shortly
 * after the first of them; less and less often for one that is overdue. Null when nothing is due. Pure.
 */
export function lookDelay(dueAt: (string | null)[], now: number): number | null {
  const times = dueAt.flatMap((at) => (at === null ? [] : [Date.parse(at) - now]));
  if (times.length === 0) return null;
  const first = Math.min(...times);
  return Math.min(Math.max(first > 0 ? first + ATTEMPT_MS : -first / 2, SOONEST_MS), LATEST_MS);
}

/** Asks again when something that is on its way may have arrived, as long as the page is seen. */
export function lookAgain(dueAt: () => (string | null)[], look: () => Promise<unknown>): void {
  let timer: ReturnType<typeof setTimeout> | undefined;

  function plan() {
    clearTimeout(timer);
    const delay = document.hidden ? null : lookDelay(dueAt(), serverNow());
    if (delay !== null) timer = setTimeout(() => void look().finally(plan), delay);
  }

  const stop = watch(dueAt, plan, { immediate: true });
  document.addEventListener('visibilitychange', plan);
  onScopeDispose(() => {
    stop();
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', plan);
  });
}
