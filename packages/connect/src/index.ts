import { defineElement } from './element.ts';

export { PatchbayConnectElement } from './element.ts';
export { type ConnectResult, openConnect, type OpenConnectOptions } from './open-connect.ts';
export type { ConnectCode, ConnectFailure, ConnectFlow, PatchbayConnectEventMap, SessionReason } from './types.ts';

defineElement();
