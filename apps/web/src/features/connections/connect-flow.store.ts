import type { ConnectionView } from '@patchbay/contracts';
import { defineStore } from 'pinia';
import { shallowReactive } from 'vue';
import { api } from '../../app/api.ts';
import { toApiError } from '../../shared/api-error.ts';
import { rememberWayBack } from '../../shared/way-back.ts';
import { useConnectionCache } from './connection-cache.ts';
import { type ConsentWindow, openConsentWindow } from './consent-window.ts';
import type { Way } from './pending-steps.ts';
import { askToSupersede } from './supersede-question.ts';

/** What this tab knows about an attempt it opened. In memory only: the link is a secret while the attempt is open. */
export interface Flow {
  phase: 'asking' | 'open' | 'failed';
  attemptId: string | null;
  url: string | null;
  blocked: boolean;
  window: ConsentWindow | null;
  error: unknown;
}

export interface Target {
  id: string;
  appName: string;
  needsAuth: boolean;
  /** The version on the screen. Without it, the current version is connected. */
  version?: number;
  /** Whether to end another app's open attempt in this browser. */
  supersede?: boolean;
  /** Whether another account than the one in use may come back. */
  anotherAccount?: boolean;
  /** How to authorize; left out, as before, or else the most convenient way. */
  scheme?: string;
  /** Permissions to ask for in addition. */
  scopes?: string[];
}

const IDLE = { attemptId: null, url: null, blocked: false, window: null, error: null };

/** Opens consent windows and remembers their links, per connection. */
export const useConnectFlow = defineStore('connect-flow', () => {
  const flows = shallowReactive(new Map<string, Flow>());
  const cache = useConnectionCache();

  /** Must be called synchronously in a click: the window is opened before anything is awaited. */
  function connect(target: Target): Promise<ConnectionView | null> {
    const window = target.needsAuth ? openConsentWindow(target.appName) : null;
    flows.set(target.id, { ...IDLE, phase: 'asking', window });
    return ask(target, { window, blocked: target.needsAuth && !window });
  }

  /** Requests a new link without opening a window. Null, as above, if that failed or there is nothing to approve. */
  async function makeLink(target: Target): Promise<string | null> {
    flows.set(target.id, { ...IDLE, phase: 'asking' });
    await ask(target, { window: null, blocked: false });
    return flows.get(target.id)?.url ?? null;
  }

  async function ask(
    target: Target,
    { window, blocked }: Pick<Flow, 'window' | 'blocked'>,
  ): Promise<ConnectionView | null> {
    try {
      const { redirectUrl: url, attempt, connection } = await askForLink(target);
      cache.apply({ connectionId: connection.id, app: connection.app.slug, connection });
      if (!url) {
        window?.close();
        flows.delete(target.id);
        return connection;
      }
      const attemptId = attempt?.id ?? null;
      flows.set(target.id, { phase: 'open', attemptId, url, blocked, window, error: null });
      window?.navigate(url);
      return connection;
    } catch (error) {
      window?.close();
      if (window && toApiError(error).code === 'ATTEMPT_OPEN') {
        flows.delete(target.id);
        askToSupersede(target);
        return null;
      }
      flows.set(target.id, { ...IDLE, phase: 'failed', error });
      cache.refreshCounts();
      return null;
    }
  }

  /** Continues in this tab, for browsers that open no windows. */
  function continueHere(id: string) {
    const url = flows.get(id)?.url;
    if (!url) return;
    rememberWayBack();
    location.assign(url);
  }

  /** The link of the open attempt, if this tab has it. */
  function linkOf(view: Pick<ConnectionView, 'id' | 'attempt'>): string | null {
    const flow = flows.get(view.id);
    return flow?.url && flow.attemptId === view.attempt?.id ? flow.url : null;
  }

  /** How this tab reached the page of the open attempt; null if it did not, or was reloaded since. */
  function wayOf(view: Pick<ConnectionView, 'id' | 'attempt'>): Way | null {
    if (!linkOf(view)) return null;
    const flow = flows.get(view.id);
    return flow?.window ? 'window' : flow?.blocked ? 'blocked' : 'link';
  }

  function forget(id: string) {
    const flow = flows.get(id);
    // On the provider's page the window cannot be closed from here: it was isolated from this page on purpose, and
    // the browser throws an error.
    if (flow?.phase === 'asking') flow.window?.close();
    flows.delete(id);
  }

  return { flows, connect, makeLink, continueHere, linkOf, wayOf, forget };
});

function askForLink({ id, version, supersede, anotherAccount, scheme, scopes }: Target) {
  return api.connections.connect.mutate({
    id,
    ...(version !== undefined && { version }),
    ...(supersede && { supersede }),
    ...(anotherAccount && { anotherAccount }),
    ...(scheme !== undefined && { scheme }),
    ...(scopes !== undefined && { scopes }),
  });
}
