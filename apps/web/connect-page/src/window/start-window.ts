import type { ConnectWindow } from '@patchbay/contracts';
import { byCookie, connectCalls } from '../api/connect-call.ts';
import { ConnectError } from '../api/connect-error.ts';
import type { Peer } from '../frame/messages.ts';
import { showIn } from '../i18n/show-in.ts';
import { mountPage } from '../ui/mount-page.ts';
import { askTicket } from './ask-ticket.ts';
import IdleWindow from './IdleWindow.vue';
import WindowPage from './WindowPage.vue';

const call = connectCalls(() => byCookie(null));

/** The window that a page of the session opened: it redeems the ticket that this page brings, and shows what it is for. */
export async function startWindow(): Promise<void> {
  const opener = window.opener as Peer | null;
  // Cut off from its opener (COOP of the host), or opened by hand: there is nothing to do in it.
  if (!opener) window.close();
  try {
    const first = opener && (await redeem(opener));
    if (!first) return await showIdle();
    await showIn(first.locale);
    mountPage(WindowPage, { first, opener, call, renew: () => redeem(opener) });
  } catch {
    // The ticket was used or is too old: another one comes from the page that opened this window.
    await showIdle();
  }
}

async function redeem(opener: Peer): Promise<ConnectWindow> {
  const given = await askTicket(opener);
  if (!given) throw new ConnectError('CONNECT_FLOW_UNKNOWN');
  return call('redeem', given);
}

async function showIdle(): Promise<void> {
  await showIn();
  mountPage(IdleWindow);
}
