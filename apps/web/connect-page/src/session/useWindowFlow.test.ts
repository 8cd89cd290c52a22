// @vitest-environment happy-dom
import type { ConnectConnection, ConnectSession } from '@patchbay/contracts';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { aPeer, arrives, beAt, OURS, saidTo } from '../../test/window-messages.ts';
import { useWindowFlow } from './useWindowFlow.ts';

/** C8 and C4: the frame passes a code on only for its own session and the flow of its own window. */
const send = vi.fn<(message: { type: string }) => boolean>();
let opened: ReturnType<typeof aPeer>;

beforeEach(async () => {
  beAt(`${OURS}/connect/x`);
  send.mockReset().mockReturnValue(true);
  opened = aPeer();
  vi.spyOn(window, 'open').mockReturnValue(opened as never);
  const flow = { id: 'own-flow', state: 'started', action: 'connect', reason: null, connectionId: 'c' };
  const call = vi.fn().mockResolvedValue({ ticket: 'ticket', flow, connection: {} as ConnectConnection });
  const session = { id: 'own-session' } as ConnectSession;
  const noop = () => undefined;
  let windowFlow: ReturnType<typeof useWindowFlow> | undefined;
  const setup = () => {
    const bridge = { send, stop: noop };
    windowFlow = useWindowFlow({ call, session, bridge, apply: noop, onEnd: noop, onFailure: noop });
    return () => null;
  };
  createApp({ setup }).mount(document.createElement('div'));
  windowFlow?.begin({ action: 'connect', key: 'slack', app: { slug: 'slack' }, connectionId: null } as never);
  await vi.waitUntil(() => windowFlow?.current.value?.flow?.id === 'own-flow');
  send.mockClear();
});
afterEach(() => void vi.restoreAllMocks());

const code = (more: object) => ({
  type: 'code',
  sessionId: 'own-session',
  flowId: 'own-flow',
  connectionId: 'c',
  app: 'slack',
  code: 'secret',
  ...more,
});

it.each([{ sessionId: 'another-session' }, { flowId: 'another-flow' }])('passes no code on of %j', (other) => {
  arrives(code(other), { source: opened, origin: OURS });
  expect(send).not.toHaveBeenCalled();
  expect(saidTo(opened)).not.toContainEqual(['code_taken', OURS]);
});

it('passes its own on, and says so to its window', () => {
  arrives(code({}), { source: opened, origin: OURS });
  expect(send).toHaveBeenCalledExactlyOnceWith(code({}));
  expect(saidTo(opened)).toContainEqual(['code_taken', OURS]);
});

it('says nothing to its window when no page of the session took it', () => {
  send.mockReturnValue(false);
  arrives(code({}), { source: opened, origin: OURS });
  expect(saidTo(opened)).not.toContainEqual(['code_taken', OURS]);
});
