import { isOver, codeOf } from '../api/connect-error.ts';
import { bridgeToHost, isFramed } from '../frame/host-bridge.ts';
import { showIn } from '../i18n/show-in.ts';
import { mountPage } from '../ui/mount-page.ts';
import { loadAppList } from './load-app-list.ts';
import { type OpenedSession, openSession, sessionIdOf } from './open-session.ts';
import SessionPage from './SessionPage.vue';
import UnopenedPage, { type Unopened } from './UnopenedPage.vue';

/** Opens the session of this address, and shows its page, or why there is none. */
export async function startSession(token: string | null): Promise<void> {
  const id = sessionIdOf(location.pathname);
  const framed = isFramed();
  // The token is in no address any more, so another try needs it from here; a reload would find nothing.
  const again = () => void startSession(token);
  if (framed && token === null) return showUnopened('lost', { id, again });
  // A failure is shown by the page that needs it.
  loadAppList().catch(() => undefined);
  try {
    await show(await openSession({ id, token, isFramed: framed }));
  } catch (error) {
    await showUnopened(unopenedBy(error, token), { id, again });
  }
}

async function show(opened: OpenedSession): Promise<void> {
  await showIn(opened.session.locale);
  mountPage(SessionPage, { opened });
}

function unopenedBy(error: unknown, token: string | null): Unopened {
  const code = codeOf(error);
  if (code === 'CONNECT_SESSION_OPENED') return 'opened';
  // A reload without the cookie: of another browser, or it is over. The answer is the same for both.
  if (isOver(error)) return token === null ? 'lost' : 'ended';
  return code === 'OFFLINE' ? 'OFFLINE' : code === 'RATE_LIMITED' ? 'RATE_LIMITED' : 'FAILED';
}

/** In a frame the component asks its back end for a new session, so the person hardly sees this. */
async function showUnopened(why: Unopened, { id, again }: { id: string; again: () => void }): Promise<void> {
  const bridge = isFramed() && !isTemporary(why) ? tellHost(id, why) : null;
  await showIn();
  const page = mountPage(UnopenedPage, {
    why,
    onRetry: () => {
      bridge?.stop();
      page.unmount();
      again();
    },
  });
}

const isTemporary = (why: Unopened) => why === 'OFFLINE' || why === 'RATE_LIMITED' || why === 'FAILED';

function tellHost(sessionId: string, why: Unopened) {
  const reason = why === 'ended' ? 'ended' : 'opened';
  return bridgeToHost({ origins: null, greeting: () => ({ type: 'session_lost', sessionId, reason }) });
}
