import type { ConnectConnection } from '@patchbay/contracts';
import { onBeforeUnmount, onMounted, shallowRef } from 'vue';
import type { ConnectCall } from '../api/connect-call.ts';

/** Milliseconds between two looks at how the connections are, while the page is visible. */
const EVERY_MS = 10_000;

/** The person's connections, kept up to date. `onFailure` is told of what fails besides the first time. */
export function useConnections(call: ConnectCall, onFailure: (error: unknown) => void) {
  const connections = shallowRef<ConnectConnection[]>([]);
  let newest = 0;

  /** An answer that was overtaken by a later one is ignored. */
  async function load(): Promise<void> {
    const mine = ++newest;
    const { items } = await call('connections');
    if (mine === newest) connections.value = items;
  }

  function apply(changed: ConnectConnection): void {
    newest += 1;
    const others = connections.value.filter(({ id }) => id !== changed.id);
    connections.value = others.length === connections.value.length ? [...others, changed] : replaced(changed);
  }

  const replaced = (changed: ConnectConnection) =>
    connections.value.map((each) => (each.id === changed.id && each.version <= changed.version ? changed : each));

  const look = () => {
    if (document.visibilityState === 'visible') void load().catch(onFailure);
  };
  let timer: ReturnType<typeof setInterval> | undefined;
  onMounted(() => {
    timer = setInterval(look, EVERY_MS);
    document.addEventListener('visibilitychange', look);
    addEventListener('focus', look);
  });
  onBeforeUnmount(() => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', look);
    removeEventListener('focus', look);
  });

  return { connections, load, apply };
}
