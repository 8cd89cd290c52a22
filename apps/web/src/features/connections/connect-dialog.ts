import { shallowRef } from 'vue';
import { openerNow } from '../../shared/opener.ts';

/** What is to be connected, and how, where that is chosen already. */
export interface ConnectRequest {
  app: string;
  appName: string;
  /** Left out: the app is added first. */
  connectionId?: string;
  /** Of the connection that is added. */
  label?: string;
  scheme?: string;
}

interface OpenRequest extends ConnectRequest {
  /** Where the focus goes when it is closed. */
  opener: HTMLElement | null;
}

/** The one dialog in which a person chooses how to connect an app; the shell shows it. */
export const connectRequest = shallowRef<OpenRequest | null>(null);

export function openConnectDialog(request: ConnectRequest): void {
  connectRequest.value = { ...request, opener: openerNow() };
}
