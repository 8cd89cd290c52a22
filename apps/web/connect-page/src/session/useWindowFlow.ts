import type { ConnectConnection, ConnectFlow, ConnectSession } from '@patchbay/contracts';
import { onBeforeUnmount, shallowRef } from 'vue';
import type { ConnectCall } from '../api/connect-call.ts';
import { attend, type ConnectWindow, openWindow } from '../frame/connect-window.ts';
import type { HostBridge } from '../frame/host-bridge.ts';
import { type FlowTarget, startInputOf } from './flow-target.ts';

/** Milliseconds between two questions how the window's flow is. */
const ASK_EVERY_MS = 1_500;

export interface WindowFlow {
  target: FlowTarget;
  /** Null until the server has answered. */
  flow: ConnectFlow | null;
}

interface WindowFlowDeps {
  call: ConnectCall;
  session: ConnectSession;
  bridge: HostBridge;
  apply: (connection: ConnectConnection) => void;
  /** The flow has ended: it is `done` or `failed`. */
  onEnd: (target: FlowTarget, flow: ConnectFlow) => void;
  onFailure: (error: unknown) => void;
}

/** What the page in a frame does: it opens a window, gives it the ticket, and follows how it goes. It passes the code on unread. */
export function useWindowFlow({ call, session, bridge, apply, onEnd, onFailure }: WindowFlowDeps) {
  const current = shallowRef<WindowFlow | null>(null);
  const blocked = shallowRef<FlowTarget | null>(null);
  let attended: ConnectWindow | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** In the click itself, or browsers block the window. */
  function begin(target: FlowTarget): void {
    forget();
    const opened = openWindow();
    blocked.value = opened ? null : target;
    if (!opened) return void bridge.send({ type: 'popup_blocked' });
    const window = attend(opened, {
      onCode,
      onEnded: () => void look(),
      onHelloAgain: () => void start(target, window),
    });
    attended = window;
    void start(target, window);
  }

  async function start(target: FlowTarget, window: ConnectWindow): Promise<void> {
    current.value = { target, flow: null };
    try {
      const { ticket, flow, connection } = await call('start', startInputOf(target));
      if (attended !== window) return;
      window.giveTicket(ticket);
      apply(connection);
      show({ target, flow });
    } catch (error) {
      if (attended === window) forget();
      onFailure(error);
    }
  }

  /** Only for the host's page, and only of the window's own flow. */
  function onCode(code: {
    sessionId: string;
    flowId: string;
    connectionId: string;
    app: string;
    code: string;
  }): boolean {
    const { sessionId, flowId, connectionId, app } = code;
    if (sessionId !== session.id || flowId !== current.value?.flow?.id) return false;
    return bridge.send({ type: 'code', sessionId, flowId, connectionId, app, code: code.code });
  }

  function show({ target, flow }: { target: FlowTarget; flow: ConnectFlow }): void {
    const before = current.value?.flow;
    current.value = { target, flow };
    if (before?.id !== flow.id || before.state !== flow.state) tellHost(target, flow);
    if (flow.state === 'done' || flow.state === 'failed') {
      current.value = null;
      onEnd(target, flow);
    } else {
      clearTimeout(timer);
      timer = setTimeout(() => void look(), ASK_EVERY_MS);
    }
  }

  async function look(): Promise<void> {
    clearTimeout(timer);
    const asked = current.value;
    if (!asked?.flow) return;
    try {
      const { flow, connection } = await call('flow', { flowId: asked.flow.id });
      if (current.value?.flow?.id !== flow.id) return;
      if (connection) apply(connection);
      show({ target: asked.target, flow });
    } catch (error) {
      timer = setTimeout(() => void look(), ASK_EVERY_MS);
      onFailure(error);
    }
  }

  function tellHost({ app }: FlowTarget, { id, state, reason, connectionId }: ConnectFlow): void {
    bridge.send({ type: 'flow', flowId: id, state, reason, app: app.slug, connectionId });
  }

  /** Closes the window, and follows its flow no longer. */
  function forget(): void {
    clearTimeout(timer);
    attended?.close();
    attended = null;
    current.value = null;
    blocked.value = null;
  }

  onBeforeUnmount(() => clearTimeout(timer));

  return { current, blocked, begin, look, forget, focus: () => attended?.focus() };
}
