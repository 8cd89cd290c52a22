import type { ConnectConnection, ConnectWindow } from '@patchbay/contracts';
import { shallowRef } from 'vue';
import { byCookie, type ConnectCall, connectCalls } from '../api/connect-call.ts';
import { type FlowTarget, startInputOf } from './flow-target.ts';

interface PageFlowDeps {
  call: ConnectCall;
  apply: (connection: ConnectConnection) => void;
}

/** At top level the page is the window itself: it redeems its own ticket, and shows what a window would. */
export function usePageFlow({ call, apply }: PageFlowDeps) {
  const shown = shallowRef<{ target: FlowTarget; window: ConnectWindow } | null>(null);
  const starting = shallowRef<FlowTarget | null>(null);
  /** The flow's calls are proved by its own cookie alone. */
  const windowCall = connectCalls(() => byCookie(null));

  async function begin(target: FlowTarget): Promise<void> {
    if (starting.value) return;
    starting.value = target;
    try {
      shown.value = { target, window: await open(target) };
    } finally {
      starting.value = null;
    }
  }

  async function open(target: FlowTarget): Promise<ConnectWindow> {
    const { ticket, connection } = await call('start', startInputOf(target));
    apply(connection);
    return windowCall('redeem', { ticket });
  }

  /** Another flow for the same, as each is used once. */
  const renew = () => (shown.value ? open(shown.value.target) : Promise.reject(new Error('no window is shown')));

  return { shown, starting, windowCall, begin, renew, close: () => (shown.value = null) };
}
