import type { ConnectionView } from '@patchbay/lifecycle';
import { shallowRef } from 'vue';

export interface Confirmation {
  kind: 'disconnect' | 'remove';
  view: ConnectionView;
}

const open = shallowRef<Confirmation | null>(null);

/** The one question that may stand open: whether something that works is to be stopped. */
export function useConfirmations() {
  return {
    open,
    ask: (kind: Confirmation['kind'], view: ConnectionView) => {
      open.value = { kind, view };
    },
    close: () => {
      open.value = null;
    },
  };
}
