import { computed, type MaybeRefOrGetter, onScopeDispose, ref, toValue } from 'vue';
import { serverNow } from './server-clock.ts';

/** The time left until an instant, updated every second and whenever the page becomes visible. */
export function useCountdown(until: MaybeRefOrGetter<string | null>) {
  const now = ref(serverNow());
  const tick = () => (now.value = serverNow());
  const timer = setInterval(tick, 1_000);
  // Timers are throttled in background tabs; the number must be current when the tab is shown.
  document.addEventListener('visibilitychange', tick);
  onScopeDispose(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', tick);
  });

  const secondsLeft = computed(() => {
    const instant = toValue(until);
    return instant === null ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - now.value) / 1_000));
  });
  return {
    secondsLeft,
    text: computed(() => clockText(secondsLeft.value)),
    over: computed(() => secondsLeft.value === 0),
  };
}

/** `9:05`, or `1:02:03` from an hour up. */
export function clockText(seconds: number): string {
  const parts = [Math.floor(seconds / 60) % 60, seconds % 60];
  if (seconds >= 3_600) parts.unshift(Math.floor(seconds / 3_600));
  return parts.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}
