import type { ConnectFlow } from '@patchbay/contracts';
import { computed, nextTick, onBeforeUnmount, onMounted, ref, shallowRef } from 'vue';
import { codeOf, isOver as endsSession } from '../api/connect-error.ts';
import { bridgeToHost, isFramed } from '../frame/host-bridge.ts';
import { watchHeight } from '../frame/watch-height.ts';
import { text } from '../i18n/text.ts';
import { announce } from '../ui/announce.ts';
import { nextTask } from '../ui/in-parts.ts';
import { arrange, type Card } from './arrange.ts';
import type { CardButton } from './card-texts.ts';
import { type FlowTarget, targetOf } from './flow-target.ts';
import type { OpenedSession } from './open-session.ts';
import { useApps } from './useApps.ts';
import { useConnections } from './useConnections.ts';
import { usePageFlow } from './usePageFlow.ts';
import { useWindowFlow } from './useWindowFlow.ts';

export type SessionPageModel = ReturnType<typeof useSession>;

/** Everything that the connect page knows and does. */
export function useSession({ session, call }: OpenedSession) {
  const framed = isFramed();
  const isOver = ref(false);
  const state = ref<'loading' | 'ready' | 'failed'>('loading');
  const failure = shallowRef<unknown>(null);
  const busy = shallowRef<{ key: string; button: CardButton } | null>(null);

  const { connections, load: loadConnections, apply } = useConnections(call, fail);
  const apps = useApps(call, fail);
  const bridge = bridgeToHost({
    origins: session.origins,
    greeting: () => ({ type: 'ready', sessionId: session.id, height: height.now() }),
    onSettled: () => void windowFlow.look(),
  });
  const height = watchHeight((now) => bridge.send({ type: 'resize', height: now }));
  const windowFlow = useWindowFlow({ call, session, bridge, apply, onEnd, onFailure: fail });
  const pageFlow = usePageFlow({ call, apply });

  const pinned = computed(() => windowFlow.current.value?.target.app.slug ?? null);
  const cards = computed(() =>
    arrange({
      apps: session.connectionId === null ? apps.apps.value : [],
      connections: connections.value.filter(({ id }) => session.connectionId === null || session.connectionId === id),
      search: apps.search.value,
      pinned: startedFresh.value ? pinned.value : null,
      offersMore: session.connectionId === null,
    }),
  );
  /** Whether the open window was begun from among the available apps. */
  const startedFresh = shallowRef(false);

  async function load(): Promise<void> {
    [state.value, failure.value] = ['loading', null];
    try {
      await Promise.all([loadConnections(), session.connectionId === null && apps.load()]);
      state.value = 'ready';
    } catch (error) {
      state.value = 'failed';
      fail(error);
    }
  }

  function fail(error: unknown): void {
    if (endsSession(error)) end();
    else failure.value = error;
  }

  function end(): void {
    if (isOver.value) return;
    isOver.value = true;
    windowFlow.forget();
    bridge.send({ type: 'session_lost', sessionId: session.id, reason: 'ended' });
  }

  async function press(card: Card, button: CardButton): Promise<void> {
    failure.value = null;
    if (button === 'refresh' || button === 'cancel') return runOn(card, button);
    await begin(card, button);
  }

  /** Nothing may be awaited before the window is opened. */
  async function begin(card: Card, button: CardButton): Promise<void> {
    const target = targetOf(card, button);
    startedFresh.value = cards.value.available.includes(card);
    if (framed) return windowFlow.begin(target);
    busy.value = { key: card.key, button };
    await pageFlow
      .begin(target)
      .catch(fail)
      .finally(() => (busy.value = null));
  }

  async function runOn(card: Card, name: 'refresh' | 'cancel'): Promise<void> {
    if (busy.value || !card.connection) return;
    busy.value = { key: card.key, button: name };
    try {
      const { connection } = await call(name, { connectionId: card.connection.id });
      apply(connection);
      if (name === 'refresh') announce(text(connection.status === 'pending' ? 'flow.waiting' : 'flow.upToDate'));
    } catch (error) {
      await afterCancelFailed(error);
    } finally {
      busy.value = null;
    }
  }

  function onEnd({ action, app, key }: FlowTarget, { state: ended }: ConnectFlow): void {
    if (ended === 'done')
      announce(text(action === 'connect' ? 'flow.connected' : 'flow.disconnected', { app: app.name }));
    void loadConnections()
      .catch(fail)
      .then(() => focusCard(key, app.slug));
  }

  /** Cancels in the list what is open in the other window. */
  async function cancelWindow(): Promise<void> {
    const shown = windowFlow.current.value;
    windowFlow.forget();
    if (!shown) return;
    const attempted = connections.value.find(({ id }) => id === shown.flow?.connectionId);
    if (shown.target.action === 'connect' && attempted?.attempt) await cancelAttempt(attempted.id);
    await focusCard(shown.target.key, shown.target.app.slug);
  }

  async function cancelAttempt(connectionId: string): Promise<void> {
    try {
      apply((await call('cancel', { connectionId })).connection);
    } catch (error) {
      await afterCancelFailed(error);
    }
  }

  /** It may have ended by itself. */
  async function afterCancelFailed(thrown: unknown): Promise<void> {
    if (codeOf(thrown) === 'CONNECTION_NOT_PENDING') await reload();
    else fail(thrown);
  }

  const reload = () => loadConnections().catch(fail);

  async function leaveWindow(): Promise<void> {
    const target = pageFlow.shown.value?.target;
    pageFlow.close();
    await reload();
    if (target) await focusCard(target.key, target.app.slug);
  }

  async function afterDisconnect(): Promise<void> {
    const name = pageFlow.shown.value?.target.app.name ?? '';
    await leaveWindow();
    announce(text('flow.disconnected', { app: name }));
  }

  function finish(): void {
    if (framed) bridge.send({ type: 'done' });
    else if (window.opener) window.close();
    else location.assign(session.returnUrl);
  }

  let timer: ReturnType<typeof setTimeout> | undefined;
  onMounted(() => {
    timer = setTimeout(end, Math.max(0, Date.parse(session.expiresAt) - Date.now()));
    height.start();
    void nextTask().then(load);
  });
  onBeforeUnmount(() => {
    clearTimeout(timer);
    height.stop();
  });

  return {
    session,
    framed,
    isOver,
    state,
    failure,
    busy,
    cards,
    apps,
    windowFlow,
    pageFlow,
    load,
    press,
    cancelWindow,
    leaveWindow,
    afterDisconnect,
    finish,
  };
}

/** Where a person goes on with the keyboard after a window: the card's first button. */
async function focusCard(key: string, slug: string): Promise<void> {
  await nextTick();
  const find = (name: string, value: string) =>
    document.querySelector<HTMLElement>(`[${name}="${CSS.escape(value)}"] button`);
  (find('data-key', key) ?? find('data-app', slug))?.focus();
}
