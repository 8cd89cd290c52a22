import { isText, listen, type Peer, post } from '../frame/messages.ts';

/** Milliseconds for the page that opened this window to bring a ticket: it asks its server first. */
const TICKET_WITHIN_MS = 20_000;

export interface Ticket {
  ticket: string;
  /** The origin of the page that brought it, which the server compares with the session's. */
  from: string;
}

/** Asks the opener for a ticket. Null: none came. */
export function askTicket(opener: Peer): Promise<Ticket | null> {
  return new Promise((resolve) => {
    const stop = listen({ from: () => opener, origins: () => true, types: ['ticket'] }, ({ message, origin }) => {
      if (isText(message.ticket)) settle({ ticket: message.ticket, from: origin });
    });
    const timer = setTimeout(() => settle(null), TICKET_WITHIN_MS);
    function settle(ticket: Ticket | null) {
      clearTimeout(timer);
      stop();
      resolve(ticket);
    }
    // It contains nothing, so it may go to whichever page is there.
    post(opener, '*', { type: 'window_hello' });
  });
}
