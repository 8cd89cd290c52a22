import type { ConnectSession as View } from '@patchbay/contracts';
import { logoPath } from '../hosts/logo-path.ts';
import type { ConnectSession } from '../connect-session.entity.ts';

/** The session as its page sees it. */
export function sessionView(session: ConnectSession): View {
  return {
    id: session.id,
    host: hostOf(session),
    endUser: shownEndUser(session),
    openedAs: session.openedAs ?? 'page',
    origins: session.origins,
    returnUrl: session.returnUrl,
    connectionId: session.connectionId ?? null,
    locale: session.locale ?? null,
    theme: session.theme,
    expiresAt: session.expiresAt.toISOString(),
  };
}

export function hostOf({ hostName, hostDisplayName = null, hostLogo }: ConnectSession): View['host'] {
  return { name: hostName, displayName: hostDisplayName, logo: logoPath(hostLogo) };
}

export function shownEndUser({ endUserName, endUserEmail }: ConnectSession): View['endUser'] {
  return { name: endUserName ?? null, email: endUserEmail ?? null };
}
