import type { FrameMessage } from '@patchbay/contracts/connect-messages';
import { isText, listen, post } from './messages.ts';

type Sent = FrameMessage extends infer Each ? (Each extends FrameMessage ? Omit<Each, 'patchbay'> : never) : never;

/** The frame's side of the conversation with the page of the host. */
export interface HostBridge {
  /**
   * Says it to the page that said hello. Before that to no page at all, but to the first one that does: all but a code, which takes
   * another way then, and a height, which every greeting has. Answers whether there is one.
   */
  send: (message: Sent) => boolean;
  stop: () => void;
}

interface BridgeOptions {
  /**
   * The session's. Null: the session could not be opened, so nothing but that is said, to the page that our own
   * `frame-ancestors` let in.
   */
  origins: string[] | null;
  /** What answers `hello`. */
  greeting: () => Sent;
  onSettled?: (flowId: string) => void;
}

/** Talks to the first parent that says hello from an origin of the session, and to no other. */
export function bridgeToHost({ origins, greeting, onSettled }: BridgeOptions): HostBridge {
  const parent = window.parent;
  let host: string | null = null;
  let unheard: Sent[] = [];
  const isListed = (origin: string) => (host === null ? (origins?.includes(origin) ?? true) : origin === host);
  const send = (message: Sent) => {
    if (host !== null) post(parent, host, message);
    else if (message.type !== 'code' && message.type !== 'resize') unheard.push(message);
    return host !== null;
  };
  const stop = listen({ from: () => parent, origins: isListed, types: ['hello', 'settled'] }, ({ message, origin }) => {
    if (message.type === 'hello') {
      host = origin;
      send(greeting());
      for (const waiting of unheard) send(waiting);
      unheard = [];
    } else if (host !== null && isText(message.flowId)) onSettled?.(message.flowId);
  });
  return { send, stop };
}

/** Whether this page is in a frame. */
export function isFramed(): boolean {
  return window.parent !== window;
}
