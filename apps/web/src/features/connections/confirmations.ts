import type { ConnectionView } from '@patchbay/contracts';
import { shallowRef } from 'vue';
import { openerNow } from '../../shared/opener.ts';

export interface Confirmation {
  kind: 'disconnect' | 'remove';
  view: ConnectionView;
  /** Whether to revoke the access at the app, even if something else uses it. */
  revoke?: boolean;
  /** Where the focus returns to. */
  opener: HTMLElement | null;
}

const open = shallowRef<Confirmation | null>(null);

/** The one open question: whether to stop something that works. */
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
