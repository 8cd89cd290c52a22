import type { ConnectionView } from '@patchbay/contracts';
import { shallowRef } from 'vue';
import { openerNow } from '../../shared/opener.ts';

export interface Confirmation {
  kind: 'disconnect' | 'remove';
  view: ConnectionView;
  /** Whether to revoke the access at the app, whatever else uses it. */
  revoke?: boolean;
  /** Where the focus goes when it is answered. */
  opener: HTMLElement | null;
}

const open = shallowRef<Confirmation | null>(null);

/** The one question that may stand open: whether something that works is to be stopped. */
export function useConfirmations() {
  return {
    open,
    ask: (kind: Confirmation['kind'], view: ConnectionView) => {
      open.value = { kind, view, opener: openerNow() };
    },
    close: () => {
      open.value = null;
    },
  };
}
