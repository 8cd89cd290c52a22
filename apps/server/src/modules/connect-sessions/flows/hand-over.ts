import type { HandOver } from '@patchbay/contracts';
import type { ConnectFlow } from '../connect-flow.entity.ts';
import type { ConnectSession } from '../connect-session.entity.ts';

interface Given {
  code: string;
  app: string;
  expiresAt: Date;
}

/** The code for the window that is being answered, and where it may take it. */
export function handOverOf(
  { session, flow }: { session: ConnectSession; flow: ConnectFlow },
  { code, app, expiresAt }: Given,
): HandOver {
  const returnTo = new URL(session.returnUrl);
  returnTo.searchParams.set('patchbay_session', session.id);
  returnTo.searchParams.set('patchbay_code', code);
  return {
    sessionId: session.id,
    flowId: flow.id,
    connectionId: flow.connectionId,
    app,
    code,
    origins: session.origins,
    returnTo: returnTo.href,
    expiresAt: expiresAt.toISOString(),
  };
}
