import { type MaybeRefOrGetter, onScopeDispose, ref, toValue } from 'vue';
import { useConnectFlow } from './connect-flow.store.ts';

const POLL_INTERVAL_MS = 1_500;

/**
 * Whether the consent window seems to have been closed. Only a hint for texts, never a transition: a page that
 * isolates itself looks closed while it is still open.
 */
export function useWindowHint(id: MaybeRefOrGetter<string>) {
  const flow = useConnectFlow();
  const looksClosed = ref(false);
  const look = () => (looksClosed.value = flow.flows.get(toValue(id))?.window?.looksClosed() ?? false);
  const timer = setInterval(look, POLL_INTERVAL_MS);
  onScopeDispose(() => clearInterval(timer));
  return looksClosed;
}
