import { type AnyMessage, isMessage } from '@patchbay/contracts/connect-messages';
import type { ConnectCode, ConnectFailure, ConnectFlow } from './types.ts';

type Received<Type extends AnyMessage['type']> = Extract<AnyMessage, { type: Type }>;

/** A message of one of these types, from exactly this window and origin. */
export function received<Type extends AnyMessage['type']>(
  { data, source, origin }: MessageEvent<unknown>,
  from: { window: Window | null; origin: string },
  ...types: Type[]
): Received<Type> | null {
  if (from.window === null || source !== from.window || origin !== from.origin) return null;
  return isMessage(data, ...types) ? data : null;
}

export function codeIn({ sessionId, flowId, connectionId, app, code }: ConnectCode): ConnectCode | null {
  const fields = { sessionId, flowId, connectionId, app, code };
  return Object.values(fields).every((field) => typeof field === 'string') ? fields : null;
}

export function flowIn({ flowId, connectionId, app, state, reason }: Received<'flow'>): ConnectFlow {
  return { flowId, connectionId, app, state: state as ConnectFlow['state'], reason };
}

/** Null: it ended as it should, as after a disconnect. */
export function failureIn({ flowId, reason }: Received<'window_ended'>): ConnectFailure | null {
  return typeof flowId === 'string' && typeof reason === 'string' ? { flowId, reason } : null;
}

/** From `…/connect/<id>#<token>`. Throws for anything that is not such an address. */
export function readUrl(given: string): { href: string; origin: string; sessionId: string } {
  const { href, origin, pathname, protocol } = new URL(given);
  const sessionId = /\/connect\/([\w-]{22})$/.exec(pathname)?.[1];
  if (!/^https?:$/.test(protocol) || sessionId === undefined) {
    throw new TypeError('This is not the url of a connect session. Pass on what connectSessions.create returned.');
  }
  return { href, origin, sessionId };
}
