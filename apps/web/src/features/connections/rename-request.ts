import type { ConnectionView } from '@patchbay/contracts';
import { shallowRef } from 'vue';

/** The connection whose label a dialog changes. */
export const renameRequest = shallowRef<ConnectionView | null>(null);
