import type { Code } from '@patchbay/contracts/connect-messages';
import { isOwnOrigin, isText, listen, post } from './messages.ts';

const WIDTH = 520;
const HEIGHT = 720;

/** Has to be called inside of a click. Null: the browser opened none, or cut it off from us (COOP of the host). */
export function openWindow(): Window | null {
  const left = Math.max(0, Math.round(screenX + (outerWidth - WIDTH) / 2));
  const top = Math.max(0, Math.round(screenY + (outerHeight - HEIGHT) / 2));
  const features = `popup,width=${WIDTH},height=${HEIGHT},left=${left},top=${top}`;
  return window.open('/connect/window', '', features);
}

interface Listeners {
  /** The window brings the code. Answers whether it was passed on. */
  onCode: (code: Code) => boolean;
  onEnded: () => void;
  /** It has used its ticket, and needs another: what was entered was refused. */
  onHelloAgain: () => void;
}

export interface ConnectWindow {
  giveTicket: (ticket: string) => void;
  focus: () => void;
  close: () => void;
}

/** The side of the opener: gives the window its ticket, once, and takes what it brings back. */
export function attend(opened: Window, { onCode, onEnded, onHelloAgain }: Listeners): ConnectWindow {
  let ticket: string | null = null;
  let waiting = false;
  let given = false;
  const give = () => {
    if (!waiting || ticket === null) return;
    post(opened, location.origin, { type: 'ticket', ticket });
    [ticket, waiting, given] = [null, false, true];
  };
  const types: ('window_hello' | 'window_ended' | 'code')[] = ['window_hello', 'window_ended', 'code'];
  const stop = listen({ from: () => opened, origins: isOwnOrigin, types }, ({ message }) => {
    if (message.type === 'window_hello') {
      const isAgain = given && !waiting;
      waiting = true;
      if (isAgain) onHelloAgain();
      else give();
    } else if (message.type === 'window_ended') {
      opened.close();
      onEnded();
    } else if (isCode(message) && onCode(message)) {
      post(opened, location.origin, { type: 'code_taken', flowId: message.flowId });
    }
  });
  return {
    giveTicket: (fresh) => {
      ticket = fresh;
      give();
    },
    focus: () => opened.focus(),
    close: () => {
      stop();
      opened.close();
    },
  };
}

function isCode({ sessionId, flowId, connectionId, app, code }: Code): boolean {
  return [sessionId, flowId, connectionId, app, code].every(isText);
}
