// @vitest-environment happy-dom
import { PiniaColada } from '@pinia/colada';
import { TRPCClientError } from '@trpc/client';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createApp } from 'vue';
import { aView, anAttempt } from './a-view.fixture.ts';
import { useConnectFlow } from './connect-flow.store.ts';
import { supersedeQuestion } from './supersede-question.ts';

const calls = vi.hoisted(() => ({ connect: vi.fn<(...given: unknown[]) => unknown>() }));
vi.mock('../../app/api.ts', () => ({ api: { connections: { connect: { mutate: calls.connect } } } }));

const TARGET = { id: 'c1', appName: 'Slack', needsAuth: true, version: 3 };
const ANSWER = {
  redirectUrl: 'https://provider.test/link/secret',
  attempt: { id: 'a1', expiresAt: '2026-01-01T12:10:00.000Z' },
  connection: aView({ status: 'pending', attempt: anAttempt(), version: 4 }),
};

function aWindow() {
  return {
    closed: false,
    opener: {} as unknown,
    close: vi.fn<(...given: unknown[]) => unknown>(),
    location: { replace: vi.fn<(...given: unknown[]) => unknown>() },
    sessionStorage: { setItem: vi.fn<(...given: unknown[]) => unknown>() },
    document: document.implementation.createHTMLDocument(),
  };
}

beforeEach(() => {
  const pinia = createPinia();
  createApp({}).use(pinia).use(PiniaColada, {});
  setActivePinia(pinia);
  calls.connect.mockReset().mockResolvedValue(ANSWER);
});
afterEach(() => vi.unstubAllGlobals());

function stubOpen(opened: ReturnType<typeof aWindow> | null) {
  const open = vi.fn<() => unknown>(() => opened);
  vi.stubGlobal('open', open);
  return open;
}

describe('connecting', () => {
  it('opens the window before anything is awaited, and navigates it later', async () => {
    const opened = aWindow();
    const open = stubOpen(opened);
    const pending = useConnectFlow().connect(TARGET);
    expect(open).toHaveBeenCalledOnce();
    expect(opened.location.replace).not.toHaveBeenCalled();
    await pending;
    expect(opened.location.replace).toHaveBeenCalledWith(ANSWER.redirectUrl);
  });

  it('asks before ending another app’s open attempt in this browser, and opens a window on confirmation', async () => {
    const opened = aWindow();
    stubOpen(opened);
    const error = { message: 'no', code: -32_000, data: { errorCode: 'ATTEMPT_OPEN' } };
    calls.connect.mockRejectedValueOnce(TRPCClientError.from({ error }));
    const flow = useConnectFlow();
    expect(await flow.connect(TARGET)).toBeNull();
    expect(opened.close).toHaveBeenCalledOnce();
    expect(flow.flows.get('c1')).toBeUndefined();
    expect(supersedeQuestion.value?.target).toEqual(TARGET);
    await flow.connect({ ...TARGET, supersede: true });
    expect(calls.connect).toHaveBeenLastCalledWith({ id: 'c1', version: 3, supersede: true });
  });

  it('isolates the window from this page before it navigates', async () => {
    const opened = aWindow();
    stubOpen(opened);
    await useConnectFlow().connect(TARGET);
    expect(opened.opener).toBeNull();
  });

  it("has the app's name and the theme of this page until its own page is there", async () => {
    const opened = aWindow();
    stubOpen(opened);
    document.documentElement.className = 'dark';
    await useConnectFlow().connect(TARGET);
    expect(opened.document.title).toBe('Opening Slack · Patchbay');
    expect(opened.document.body.textContent).toBe('Opening Slack…');
    expect(opened.document.documentElement.className).toBe('dark');
    document.documentElement.className = '';
  });

  it('sends the version that was on the screen', async () => {
    stubOpen(aWindow());
    await useConnectFlow().connect(TARGET);
    expect(calls.connect).toHaveBeenCalledWith({ id: 'c1', version: 3 });
  });

  it('records a blocked window, and the link to open instead', async () => {
    stubOpen(null);
    const flow = useConnectFlow();
    await flow.connect(TARGET);
    expect(flow.flows.get('c1')).toMatchObject({ phase: 'open', blocked: true, url: ANSWER.redirectUrl });
  });

  it('opens no window for an app without authentication', async () => {
    const open = stubOpen(aWindow());
    calls.connect.mockResolvedValue({ redirectUrl: null, attempt: null, connection: aView({ status: 'active' }) });
    const flow = useConnectFlow();
    await flow.connect({ ...TARGET, needsAuth: false });
    expect(open).not.toHaveBeenCalled();
    expect(flow.flows.size).toBe(0);
  });

  it('closes the empty window when the server refuses, and keeps the error', async () => {
    const opened = aWindow();
    stubOpen(opened);
    const refusal = new Error('no');
    calls.connect.mockRejectedValue(refusal);
    const flow = useConnectFlow();
    expect(await flow.connect(TARGET)).toBeNull();
    expect(opened.close).toHaveBeenCalledOnce();
    expect(flow.flows.get('c1')).toMatchObject({ phase: 'failed', error: refusal, url: null });
  });
});

describe('canceling', () => {
  it('closes a window that is still empty', async () => {
    const window = aWindow();
    stubOpen(window);
    const flow = useConnectFlow();
    const pending = flow.connect(TARGET);
    flow.forget('c1');
    expect(window.close).toHaveBeenCalledOnce();
    await pending;
  });

  // Chromium reports "Unsafe attempt to initiate navigation": the window was isolated from this page.
  it("does not try to close one that is on the provider's page", async () => {
    const window = aWindow();
    stubOpen(window);
    const flow = useConnectFlow();
    await flow.connect(TARGET);
    flow.forget('c1');
    expect(window.close).not.toHaveBeenCalled();
    expect(flow.flows.size).toBe(0);
  });
});

describe('the link', () => {
  it('is known for the attempt it belongs to and no other', async () => {
    stubOpen(aWindow());
    const flow = useConnectFlow();
    await flow.connect(TARGET);
    expect(flow.linkOf({ id: 'c1', attempt: anAttempt() })).toBe(ANSWER.redirectUrl);
    expect(flow.linkOf({ id: 'c1', attempt: anAttempt({ id: 'a2' }) })).toBeNull();
    expect(flow.linkOf({ id: 'c1', attempt: null })).toBeNull();
  });

  it('can be requested without a window, and records how the page was reached', async () => {
    const open = stubOpen(aWindow());
    const flow = useConnectFlow();
    expect(await flow.makeLink(TARGET)).toBe(ANSWER.redirectUrl);
    expect(open).not.toHaveBeenCalled();
    expect(flow.wayOf(ANSWER.connection)).toBe('link');
    await flow.connect(TARGET);
    expect(flow.wayOf(ANSWER.connection)).toBe('window');
    stubOpen(null);
    await flow.connect(TARGET);
    expect(flow.wayOf(ANSWER.connection)).toBe('blocked');
    flow.forget('c1');
    expect(flow.wayOf(ANSWER.connection)).toBeNull();
  });

  it('is not stored anywhere', async () => {
    stubOpen(aWindow());
    await useConnectFlow().connect(TARGET);
    expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)])).not.toContain('secret');
  });
});
